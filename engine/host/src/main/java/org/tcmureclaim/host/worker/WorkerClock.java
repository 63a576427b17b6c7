package org.tcmureclaim.host.worker;

/** The clock of heartbeats and of waits between two starts; tests have one of their own. */
public interface WorkerClock {
  /** The clock of this machine. */
  WorkerClock OF_MACHINE = System::nanoTime;

  /** Nanoseconds since some fixed moment. */
  long nanoTime();
}
