/** An agent's own recording through the decider again: the plans must be the recorded ones. */
@NullMarked
package org.tcmureclaim.replay.recorded;

import org.jspecify.annotations.NullMarked;
