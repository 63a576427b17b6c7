package org.tcmureclaim.canary;

/**
 * When a candidate policy loses its devices again.
 *
 * @param deviceShare the share of its customer's devices that it is tried on, 0 to 1
 * @param mostRegretShare of the pages that it cut, so many may come back within a minute, 0 to 1
 * @param mostCutNanos so long may one of its cuts take
 * @param leastCutPages its regret is not judged before it has cut so many pages
 */
public record CanarySettings(
    double deviceShare, double mostRegretShare, long mostCutNanos, long leastCutPages) {}
