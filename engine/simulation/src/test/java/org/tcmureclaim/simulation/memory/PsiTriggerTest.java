package org.tcmureclaim.simulation.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PsiTriggerTest {
  private static final long MILLI = 1_000_000;

  // 50 ms of stalls within a second.
  private final PsiTrigger trigger =
      new PsiTrigger(new PsiTriggerSettings(StallKind.SOME, 50_000, 1_000_000));

  PsiTriggerTest() {
    trigger.reset(0, 0);
  }

  @ParameterizedTest(name = "{0} us of stalls in the window: fires {1}")
  @CsvSource({"49999, false", "50000, true"})
  void growthWithinTheWindow_firesFromTheThresholdOn(long micros, boolean fires) {
    assertThat(trigger.look(100 * MILLI, micros)).isEqualTo(fires);
  }

  @Test
  void afterAnEvent_noneFollowsWithinAWindow_andTheNextOneIsNotLost() {
    assertThat(trigger.look(100 * MILLI, 60_000)).isTrue();
    assertThat(trigger.look(200 * MILLI, 160_000)).isFalse();
    assertThat(trigger.look(1100 * MILLI - 1, 160_000)).isFalse();
    assertThat(trigger.look(1100 * MILLI, 160_000)).isTrue();
    assertThat(trigger.look(2200 * MILLI, 160_000)).isFalse();
  }

  @Test
  void slowGrowth_belowTheThresholdInEachWindow_neverFires() {
    for (long i = 1; i <= 100; i++) {
      assertThat(trigger.look(i * 100 * MILLI, i * 4_000)).as("look %d", i).isFalse();
    }
  }

  @Test
  void growthOfTheWindowBefore_countsAsFarAsASlidingWindowWouldCoverIt() {
    // 40 ms in the first window; that half of it is still covered in the middle of the second.
    trigger.look(500 * MILLI, 40_000);
    trigger.look(1000 * MILLI + 1, 40_001);
    assertThat(trigger.look(1500 * MILLI + 1, 69_999)).isFalse();
    assertThat(trigger.look(1500 * MILLI + 1, 70_001)).isTrue();
  }

  @Test
  void noGrowth_afterAThresholdNearlyReached_doesNotFire() {
    trigger.look(100 * MILLI, 49_999);
    assertThat(trigger.look(200 * MILLI, 49_999)).isFalse();
  }

  @ParameterizedTest(name = "window {0} us, threshold {1} us: refused {2}")
  @CsvSource({
    "499999, 1, true",
    "500000, 1, false",
    "10000000, 1, false",
    "10000001, 1, true",
    "500000, 0, true",
    "500000, 500000, false",
    "500000, 500001, true"
  })
  void settings_outsideTheKernelsLimits_areRefused(long window, long threshold, boolean refused) {
    if (refused) {
      assertThatThrownBy(() -> new PsiTriggerSettings(StallKind.FULL, threshold, window))
          .isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThat(new PsiTriggerSettings(StallKind.FULL, threshold, window).windowMicros())
          .isEqualTo(window);
    }
  }
}
