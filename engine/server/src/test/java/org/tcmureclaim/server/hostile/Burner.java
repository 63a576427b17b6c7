package org.tcmureclaim.server.hostile;

import java.util.concurrent.locks.LockSupport;

/** Takes as much of a processor as a flood took, without a connection: what it is compared with. */
final class Burner implements Runnable {
  private static final long SLICE_NANOS = 10_000_000;

  private final double share;
  private volatile boolean ending;

  /**
   * One that has not begun.
   *
   * @param share of one processor
   */
  Burner(double share) {
    this.share = Math.min(1, share);
  }

  void end() {
    ending = true;
  }

  @Override
  public void run() {
    while (!ending) {
      long slice = System.nanoTime();
      while (System.nanoTime() - slice < share * SLICE_NANOS) {
        Thread.onSpinWait();
      }
      LockSupport.parkNanos(SLICE_NANOS - (System.nanoTime() - slice));
    }
  }
}
