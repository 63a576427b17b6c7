package org.tcmureclaim.agent.assembly;

import java.util.concurrent.TimeUnit;

/**
 * How long a server may keep plans back: its pauses last an hour together, whatever they pause. It
 * has another hour once none of them was in force for an hour, or someone on the host has resumed.
 * So a server that is taken over can stop reclaim for an hour, and not for ever. Used under a lock
 * of its owner.
 */
final class PauseAllowance {
  static final long SECONDS = TimeUnit.HOURS.toSeconds(1);

  private static final long NANOS = TimeUnit.SECONDS.toNanos(SECONDS);

  private boolean inForce;
  private long changedAtNanos;
  private long usedNanos;

  /**
   * How long a pause may last.
   *
   * @param askedSeconds 0 for as long as it may
   * @return 0 where none of the hour is left
   */
  long seconds(long askedSeconds, long nowNanos) {
    long leftSeconds = TimeUnit.NANOSECONDS.toSeconds(leftNanos(nowNanos));
    return askedSeconds == 0 ? leftSeconds : Math.min(askedSeconds, leftSeconds);
  }

  private long leftNanos(long nowNanos) {
    if (!inForce && nowNanos - changedAtNanos >= NANOS) {
      usedNanos = 0;
    }
    return Math.max(0, NANOS - usedNanos - (inForce ? nowNanos - changedAtNanos : 0));
  }

  /** Some pause of the server is in force from now on, or none is. */
  void inForce(boolean any, long nowNanos) {
    if (any != inForce) {
      usedNanos = NANOS - leftNanos(nowNanos);
      inForce = any;
      changedAtNanos = nowNanos;
    }
  }

  /** Someone on the host has resumed: the whole hour is left. */
  void renew(long nowNanos) {
    usedNanos = 0;
    changedAtNanos = nowNanos;
  }
}
