package org.tcmureclaim.linux.watch;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The machine's local time of day. Asks the rules of the time zone anew only after a change of the
 * offset, so that asking for the time allocates nothing otherwise.
 */
public final class WallClock {
  private static final int SECONDS_PER_DAY = 86_400;

  private final ZoneRules rules;
  private long offsetSeconds;
  private long validFromSeconds = Long.MAX_VALUE;
  private long validUntilSeconds;

  public WallClock(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** The time of day now, 0 to 86399. */
  public int secondOfDay() {
    return secondOfDay(System.currentTimeMillis());
  }

  /**
   * The time of day at a moment.
   *
   * @param epochMillis since 1970, UTC; may go back
   */
  int secondOfDay(long epochMillis) {
    long epochSeconds = Math.floorDiv(epochMillis, 1000);
    if (epochSeconds < validFromSeconds || epochSeconds >= validUntilSeconds) {
      askRules(epochSeconds);
    }
    return Math.floorMod(epochSeconds + offsetSeconds, SECONDS_PER_DAY);
  }

  private void askRules(long epochSeconds) {
    Instant moment = Instant.ofEpochSecond(epochSeconds);
    ZoneOffsetTransition next = rules.nextTransition(moment);
    offsetSeconds = rules.getOffset(moment).getTotalSeconds();
    validFromSeconds = epochSeconds;
    validUntilSeconds = next == null ? Long.MAX_VALUE : next.toEpochSecond();
  }
}
