package org.tcmureclaim.replay.bench;

/**
 * What a tick of one policy costs on a host of one size under one load.
 *
 * @param limitMicros what it may cost; infinite where nothing is said
 * @param bytes allocated in a tick, in the mean of a round
 * @param growth of the median from the size before over that of n log n; empty for the first
 */
record SizeCost(
    int devices,
    double limitMicros,
    Spread medianMicros,
    Spread p99Micros,
    Spread bytes,
    String growth) {

  boolean isLimited() {
    return Double.isFinite(limitMicros);
  }

  boolean isWithinLimit() {
    return medianMicros.median() <= limitMicros;
  }
}
