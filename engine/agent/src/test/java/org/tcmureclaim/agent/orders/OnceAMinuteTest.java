package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class OnceAMinuteTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** The clock wraps within the first minute: neither its begin nor its end may be compared. */
  private static final long START = Long.MAX_VALUE - MINUTE / 2;

  private final OnceAMinute one = new OnceAMinute(START);

  @Test
  void firstOfAMinute_passes() {
    assertThat(one.passes(START)).isTrue();
    assertThat(one.takeHeldBack(START + MINUTE)).isZero();
    assertThat(one.passes(START + MINUTE)).isTrue();
    assertThat(one.passes(START + MINUTE + 1)).isFalse();
    assertThat(one.passes(START + 2 * MINUTE - 1)).isFalse();
  }

  @Test
  void othersAreCounted_untilTheirMinuteIsOver() {
    assertThat(one.passes(START)).isTrue();
    assertThat(one.passes(START)).isFalse();
    assertThat(one.passes(START + MINUTE - 1)).isFalse();
    assertThat(one.takeHeldBack(START + MINUTE - 1)).isZero();
    assertThat(one.passes(START + MINUTE)).as("the count is told first").isFalse();
    assertThat(one.takeHeldBack(START + MINUTE)).isEqualTo(3);
    assertThat(one.takeHeldBack(START + MINUTE)).isZero();
    assertThat(one.passes(START + 2 * MINUTE - 1)).as("its telling began a minute").isFalse();
    assertThat(one.takeHeldBack(START + 2 * MINUTE)).isEqualTo(1);
    assertThat(one.passes(START + 3 * MINUTE)).isTrue();
    assertThat(one.passes(START + 3 * MINUTE)).isFalse();
    assertThat(one.takeAll()).isEqualTo(1);
    assertThat(one.takeAll()).isZero();
  }

  @Test
  void minute_isAMinute_acrossTheWrap() {
    assertThat(one.passes(START)).isTrue();
    assertThat(one.passes(START + 1)).as("before the clock wraps").isFalse();
    assertThat(one.takeHeldBack(START + 2)).as("before the clock wraps").isZero();
    assertThat(one.takeHeldBack(START + MINUTE - 1)).as("after it has wrapped").isZero();
    assertThat(one.takeHeldBack(START + MINUTE)).isEqualTo(1);
  }

  /** What it was made with is no time at which one passed, wherever the clock stands. */
  @Test
  void first_passes_whateverTheClockSays() {
    for (long now : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
      assertThat(new OnceAMinute(now).passes(now)).as("%d", now).isTrue();
    }
  }
}
