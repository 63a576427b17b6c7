package org.tcmureclaim.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.replay.ticks.RandomTicks;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.replay.watch.TickWatcher;
import org.tcmureclaim.replay.workload.Workload;
import org.tcmureclaim.replay.workload.WorkloadTicks;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/** What stands in for the class of {@code ladder} makes its cuts. */
final class LadderReplayTest {
  private static final RungBoundaries BOUNDARIES = RungBoundaries.of(4096);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyTrace_isCutAsByTheClass(long seed) {
    var random = new SplittableRandom(seed);
    TickTable ticks =
        RandomTicks.of(random, 1 + random.nextInt(12), 80, 1 + random.nextInt(40), seed % 2 == 0);
    for (long budget = 0; budget < ticks.sumHighWaterPages(); budget += 1 + random.nextInt(30)) {
      assertSame(ticks, budget, "seed " + seed + ", budget " + budget);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fallingPeaks_fillStaircases_andTheirStepsAreJoinedAlike(long seed) {
    var random = new SplittableRandom(seed);
    TickTable ticks = fallingPeaks(random, 1 + random.nextInt(4), 300);
    long sum = ticks.sumHighWaterPages();
    for (int share = 1; share <= 9; share += 2) {
      assertSame(ticks, sum * share / 10, "seed " + seed + ", share " + share);
    }
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void builtinWorkload_isCutAsByTheClass(Workload workload) {
    TickTable ticks = WorkloadTicks.of(workload, 9);
    assertSame(ticks, ticks.sumHighWaterPages() / 3, workload.label());
  }

  @Test
  void watcher_seesTheSame() {
    TickTable ticks = RandomTicks.of(new SplittableRandom(5), 6, 200, 40, true);
    var shortcut = new StringBuilder();
    var byClass = new StringBuilder();
    new PolicyRun(BOUNDARIES).of(ticks, "ladder", 70, into(shortcut));
    PolicyRun.byClass(BOUNDARIES).of(ticks, "ladder", 70, into(byClass));
    assertThat(shortcut.toString()).isEqualTo(byClass.toString());
  }

  private static TickWatcher into(StringBuilder text) {
    return (tick, demandPages, state) ->
        text.append(tick)
            .append(' ')
            .append(demandPages)
            .append(' ')
            .append(state.totalPages())
            .append(' ')
            .append(state.residentPages(3))
            .append(' ')
            .append(state.truncations())
            .append(' ')
            .append(state.reallocatedPages())
            .append('\n');
  }

  /** Peaks that fall for about a hundred ticks before they rise again. */
  private static TickTable fallingPeaks(SplittableRandom random, int devices, int ticks) {
    var builder = new TickTableBuilder(1_000_000_000L);
    int[] peak = new int[devices];
    for (int device = 0; device < devices; device++) {
      builder.number("d" + device);
    }
    for (int tick = 0; tick < ticks; tick++) {
      for (int device = 0; device < devices; device++) {
        peak[device] -= 1 + random.nextInt(20);
        if (peak[device] <= 0) {
          peak[device] = 500 + random.nextInt(1000);
        }
        if (random.nextInt(4) > 0) {
          builder.add(tick, device, peak[device], 0);
        }
      }
    }
    return builder.build();
  }

  private static void assertSame(TickTable ticks, long budget, String where) {
    assertThat(new PolicyRun(BOUNDARIES).of(ticks, "ladder", budget))
        .as(where)
        .isEqualTo(PolicyRun.byClass(BOUNDARIES).of(ticks, "ladder", budget));
  }
}
