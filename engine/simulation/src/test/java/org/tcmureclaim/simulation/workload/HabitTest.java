package org.tcmureclaim.simulation.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HabitTest {
  private static final Phase USUAL =
      new Phase(1, SizeRange.ofKib(4, 4), 1, 0, SizeRange.ofKib(4, 4));
  private static final Phase OTHER =
      new Phase(2, SizeRange.ofKib(4, 4), 1, 0, SizeRange.ofKib(4, 4));

  @ParameterizedTest(name = "at {0}: the job runs {1}, the phase ends at {2}")
  @CsvSource({
    "0, false, 30",
    "29, false, 30",
    "30, true, 40",
    "39, true, 40",
    "40, false, 130",
    "130, true, 140",
    "-71, false, -70",
    "-70, true, -60"
  })
  void daily_runsItsJobAtTheSameTimeEachDay(long nowNanos, boolean job, long endNanos) {
    var habit = new Habit.Daily(USUAL, OTHER, 100, 30, 40);
    assertThat(habit.phaseAt(nowNanos)).isSameAs(job ? OTHER : USUAL);
    assertThat(habit.phaseEndNanos(nowNanos)).isEqualTo(endNanos);
  }

  @Test
  void changing_changesOnceAndForGood() {
    var habit = new Habit.Changing(USUAL, OTHER, 50);
    assertThat(habit.phaseAt(49)).isSameAs(USUAL);
    assertThat(habit.phaseEndNanos(49)).isEqualTo(50);
    assertThat(habit.phaseAt(50)).isSameAs(OTHER);
    assertThat(habit.phaseEndNanos(50)).isEqualTo(Long.MAX_VALUE);
  }
}
