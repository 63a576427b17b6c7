package org.tcmureclaim.server.hostile;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Takes as much of the processors as an attack did, without a connection. */
final class Burner {
  private static final long SLICE_NANOS = 10_000_000;

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ending;

  /**
   * Begins.
   *
   * @param processors how many it takes, such as 1.3
   */
  Burner(double processors) {
    for (double left = processors; left > 0; left--) {
      double share = Math.min(1, left);
      Thread thread = new Thread(() -> burn(share), "burner");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void burn(double share) {
    while (!ending) {
      long slice = System.nanoTime();
      while (System.nanoTime() - slice < share * SLICE_NANOS) {
        Thread.onSpinWait();
      }
      LockSupport.parkNanos(SLICE_NANOS - (System.nanoTime() - slice));
    }
  }

  /** What it has taken. */
  long processorNanos() {
    long nanos = 0;
    for (Thread thread : threads) {
      nanos += Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()));
    }
    return nanos;
  }

  void end() {
    ending = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
