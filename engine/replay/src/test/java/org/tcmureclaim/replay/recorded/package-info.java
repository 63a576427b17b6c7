@NullMarked
package org.tcmureclaim.replay.recorded;

import org.jspecify.annotations.NullMarked;
