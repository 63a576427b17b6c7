/** What the host was going through while a trace was recorded: memory pressure over time. */
@NullMarked
package org.tcmureclaim.replay.pressure;

import org.jspecify.annotations.NullMarked;
