package org.tcmureclaim.agent.orders;

import java.util.concurrent.TimeUnit;

/**
 * Lets the first of a minute pass, and counts those that follow, so that whoever makes many of them
 * fills neither a log nor a journal. Used by one thread.
 */
public final class OnceAMinute {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private long passedAtNanos;
  private long heldBack;

  /** One that lets the next pass. */
  public OnceAMinute(long nowNanos) {
    this.passedAtNanos = nowNanos - MINUTE_NANOS;
  }

  /** Whether this one passes; it is counted where it does not. */
  public boolean passes(long nowNanos) {
    if (heldBack > 0 || nowNanos - passedAtNanos < MINUTE_NANOS) {
      heldBack++;
      return false;
    }
    passedAtNanos = nowNanos;
    return true;
  }

  /** How many are held back by now, whether their minute is over or not. */
  public long takeAll() {
    long taken = heldBack;
    heldBack = 0;
    return taken;
  }

  /**
   * How many were held back, once their minute is over; 0 before that, and where none was. Another
   * minute begins with an answer that is not 0.
   */
  public long takeHeldBack(long nowNanos) {
    if (heldBack == 0 || nowNanos - passedAtNanos < MINUTE_NANOS) {
      return 0;
    }
    passedAtNanos = nowNanos;
    return takeAll();
  }
}
