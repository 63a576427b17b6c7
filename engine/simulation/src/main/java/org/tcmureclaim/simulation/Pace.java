package org.tcmureclaim.simulation;

import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps simulated time from outrunning real time, and lets others end a rest. */
final class Pace {
  private static final long REST_NANOS = 10_000_000;
  private static final long MOST_BEHIND_NANOS = 1_000_000_000;

  private final Speed speed;
  private final WallClock clock;
  private final AtomicBoolean woken = new AtomicBoolean();
  private boolean started;
  private long wallStartNanos;
  private long simulatedStartNanos;

  Pace(Speed speed, WallClock clock) {
    this.speed = speed;
    this.clock = clock;
  }

  /** Whether simulated time may reach {@code simulatedNanos} now. */
  boolean allows(long simulatedNanos) {
    if (speed.isUnbounded()) {
      return true;
    }
    long wallNanos = clock.nanoTime();
    if (!started) {
      started = true;
      startAt(wallNanos, simulatedNanos);
    }
    double owedNanos =
        (wallNanos - wallStartNanos) * speed.timesRealTime()
            - (simulatedNanos - simulatedStartNanos);
    if (owedNanos > MOST_BEHIND_NANOS * speed.timesRealTime()) {
      // The machine was suspended or too slow: go on from here rather than make haste.
      startAt(wallNanos, simulatedNanos);
    }
    return owedNanos >= 0;
  }

  /** Waits a little for real time to pass, unless woken. */
  void rest() {
    if (!woken.get()) {
      clock.rest(REST_NANOS);
    }
  }

  /** Ends a rest, and is remembered until {@link #takeWake}. Safe from any thread. */
  void wake() {
    woken.set(true);
    clock.disturb();
  }

  /** Whether somebody has called {@link #wake} since the call before. */
  boolean takeWake() {
    return woken.get() && woken.getAndSet(false);
  }

  private void startAt(long wallNanos, long simulatedNanos) {
    wallStartNanos = wallNanos;
    simulatedStartNanos = simulatedNanos;
  }
}
