package org.tcmureclaim.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.replay.ticks.RandomTicks;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.workload.Workload;
import org.tcmureclaim.replay.workload.WorkloadTicks;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/** The shortcut decides what the class decides, and a policy with a plain list, cut by cut. */
final class LruReplayTest {
  private static final RungBoundaries BOUNDARIES = RungBoundaries.of(4096);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyTrace_isCutAsByTheClassAndAPlainList(long seed) {
    var random = new SplittableRandom(seed);
    TickTable ticks =
        RandomTicks.of(random, 1 + random.nextInt(12), 80, 1 + random.nextInt(40), seed % 2 == 0);
    for (long budget = 0; budget < ticks.sumHighWaterPages(); budget += 1 + random.nextInt(30)) {
      assertSame(ticks, budget, "seed " + seed + ", budget " + budget);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"BURSTY", "RECURRING"})
  void builtinWorkload_isCutAsByTheClassAndAPlainList(Workload workload) {
    TickTable ticks = WorkloadTicks.of(workload, 9);
    assertSame(ticks, ticks.sumHighWaterPages() / 3, workload.label());
  }

  private static void assertSame(TickTable ticks, long budget, String where) {
    RunResult shortcut = new PolicyRun(BOUNDARIES).of(ticks, "lru", budget);
    assertThat(shortcut)
        .as(where)
        .isEqualTo(FixedBudgetReplay.of(ticks, new PlainLru(), budget, BOUNDARIES));
    assertThat(PolicyRun.byClass(BOUNDARIES).of(ticks, "lru", budget))
        .as(where)
        .isEqualTo(shortcut);
  }
}
