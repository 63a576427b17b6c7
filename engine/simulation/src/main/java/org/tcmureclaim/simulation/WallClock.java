package org.tcmureclaim.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Real time, for a simulation that is to keep pace with it. */
interface WallClock {
  long nanoTime();

  /** Lets real time pass; returns early, perhaps for no reason, and always on {@link #disturb}. */
  void rest(long nanos);

  /** Ends a rest. Safe from any thread. */
  void disturb();

  /** The clock of this machine. One thread at a time may rest on it. */
  static WallClock ofMachine() {
    return new WallClock() {
      private volatile @Nullable Thread resting;

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void rest(long nanos) {
        resting = Thread.currentThread();
        LockSupport.parkNanos(this, nanos);
      }

      @Override
      public void disturb() {
        LockSupport.unpark(resting);
      }
    };
  }
}
