@NullMarked
package org.tcmureclaim.replay.ticks;

import org.jspecify.annotations.NullMarked;
