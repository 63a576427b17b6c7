package org.tcmureclaim.replay.result;

import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.pressure.ClosedLoop;

/**
 * By what a run in a closed loop is judged.
 *
 * @param optimumAtHigh the fewest re-allocations of somebody who always kept the high watermark; no
 *     bound for policies, which may stay between low and high
 */
public record LoopBounds(ClosedLoop loop, Optimum optimumAtHigh) {}
