package org.tcmureclaim.linux.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class WallClockTest {
  private static final int HOUR = 3600;

  private final WallClock berlin = new WallClock(ZoneId.of("Europe/Berlin"));

  @Test
  void secondOfDay_aroundTheEndOfSummerTime_followsTheClockOnTheWall() {
    assertThat(at("2026-10-25T00:59:59Z")).isEqualTo(3 * HOUR - 1);
    assertThat(at("2026-10-25T01:00:00Z")).isEqualTo(2 * HOUR);
    assertThat(at("2026-10-25T22:59:59Z")).isEqualTo(24 * HOUR - 1);
    assertThat(at("2026-10-25T23:00:00Z")).isZero();
    assertThat(at("2027-03-28T01:00:00Z")).isEqualTo(3 * HOUR);
  }

  @Test
  void secondOfDay_clockSetBack_asksAgain() {
    assertThat(at("2026-12-01T12:00:00Z")).isEqualTo(13 * HOUR);
    assertThat(at("2026-07-01T12:00:00Z")).isEqualTo(14 * HOUR);
  }

  @Test
  void secondOfDay_zoneWithoutTransitions_isItsOffset() {
    var india = new WallClock(ZoneId.of("+05:30"));
    assertThat(india.secondOfDay(0)).isEqualTo(5 * HOUR + 1800);
    assertThat(india.secondOfDay(-1)).isEqualTo(5 * HOUR + 1799);
  }

  private int at(String moment) {
    return berlin.secondOfDay(Instant.parse(moment).toEpochMilli());
  }
}
