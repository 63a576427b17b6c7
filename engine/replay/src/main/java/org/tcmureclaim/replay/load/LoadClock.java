package org.tcmureclaim.replay.load;

import java.util.concurrent.locks.LockSupport;

/** Real time: here it is what is measured. */
final class LoadClock {
  private LoadClock() {}

  static long nanos() {
    return System.nanoTime();
  }

  static long epochMillis() {
    return System.currentTimeMillis();
  }

  /** Rests until this moment; returns at once where it has passed. */
  static void restUntil(long nanos) {
    for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
      LockSupport.parkNanos(left);
    }
  }
}
