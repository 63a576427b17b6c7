package org.tcmureclaim.agent.answers;

import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;

/**
 * How old the newest tick is, in real time.
 *
 * @param seconds since it began
 * @param stale whether the next one is so late that ticks have stopped
 */
public record TickAge(double seconds, boolean stale) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** A tick that is later than it may be by so much does not come, for an operator. */
  private static final long STALE_NANOS = 10_000_000_000L;

  /**
   * Of an image; 0 before the first tick.
   *
   * @param nowNanos on the monotonic clock ({@link System#nanoTime})
   */
  public static TickAge of(TickImage image, long nowNanos) {
    if (image.of(HostFigure.TICK) == 0) {
      return new TickAge(0, false);
    }
    long ageNanos = image.ageNanos(nowNanos);
    boolean stale = ageNanos - image.of(HostFigure.LONGEST_WAIT_NANOS) > STALE_NANOS;
    return new TickAge(Math.max(0, ageNanos) / NANOS_PER_SECOND, stale);
  }
}
