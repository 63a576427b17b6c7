/** Where two policies disagreed over one trace, and what that cost. */
@NullMarked
package org.tcmureclaim.replay.difference;

import org.jspecify.annotations.NullMarked;
