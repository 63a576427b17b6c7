package org.tcmureclaim.linux.watch;

/** The host's monotonic clock; tests bring their own. */
@FunctionalInterface
public interface MonotonicClock {
  /** The JVM's clock, which is the kernel's CLOCK_MONOTONIC. */
  MonotonicClock SYSTEM = System::nanoTime;

  /** Nanoseconds since some moment; compare differences only. */
  long nanoTime();
}
