/** The compact table that every replay runs on: what each device needed in each tick. */
@NullMarked
package org.tcmureclaim.replay.ticks;

import org.jspecify.annotations.NullMarked;
