package org.tcmureclaim.replay.optimum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.replay.ticks.RandomTicks;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.replay.watch.TickWatcher;

final class ClairvoyantTest {

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyTrace_costsWhatPageLevelBeladyCosts(long seed) {
    var random = new SplittableRandom(seed);
    TickTable table =
        RandomTicks.of(random, 1 + random.nextInt(6), 40, 1 + random.nextInt(12), seed % 2 == 0);
    var future = new FutureUse(table);
    for (long budget = 0; budget <= table.sumHighWaterPages(); budget += 1 + random.nextInt(5)) {
      assertThat(Clairvoyant.of(future, budget).reallocatedPages())
          .as("seed %d, budget %d", seed, budget)
          .isEqualTo(PageLevelBelady.reallocatedPages(table, budget));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void tinyTrace_costsWhatTheBestOfAllWaysCosts(long seed) {
    var random = new SplittableRandom(seed);
    TickTable table = RandomTicks.of(random, 3, 8, 2, seed % 2 == 0);
    var future = new FutureUse(table);
    for (long budget = 0; budget <= table.sumHighWaterPages(); budget++) {
      assertThat(Clairvoyant.of(future, budget).reallocatedPages())
          .as("seed %d, budget %d", seed, budget)
          .isEqualTo(ExhaustiveSearch.reallocatedPages(table, budget));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void changingBudget_costsWhatTheBestOfAllWaysCosts(long seed) {
    var random = new SplittableRandom(seed);
    TickTable tiny = RandomTicks.of(random, 3, 8, 2, seed % 2 == 0);
    long[] budgets = random.longs(40, 0, 7).toArray();
    assertThat(
            Clairvoyant.of(new FutureUse(tiny), tick -> budgets[tick], TickWatcher.NONE)
                .reallocatedPages())
        .as("seed %d", seed)
        .isEqualTo(ExhaustiveSearch.reallocatedPages(tiny, tick -> budgets[tick]));
    TickTable larger = RandomTicks.of(random, 5, 40, 8, seed % 2 == 0);
    assertThat(
            Clairvoyant.of(new FutureUse(larger), tick -> 3 * budgets[tick], TickWatcher.NONE)
                .reallocatedPages())
        .as("seed %d", seed)
        .isEqualTo(PageLevelBelady.reallocatedPages(larger, tick -> 3 * budgets[tick]));
  }

  @Test
  void twoDevicesInTurn_keepWhatComesBackFirst() {
    var builder = new TickTableBuilder(1);
    int often = builder.number("often");
    int seldom = builder.number("seldom");
    builder.add(0, often, 10, 0);
    builder.add(0, seldom, 10, 0);
    builder.add(1, often, 10, 0);
    builder.add(2, often, 4, 0);
    builder.add(5, seldom, 10, 0);
    builder.add(5, often, 4, 0);
    var future = new FutureUse(builder.build());
    // Ten pages over: of seldom's at first; then often's upper six, never needed again.
    Optimum optimum = Clairvoyant.of(future, 10);
    assertThat(optimum.firstAllocatedPages()).isEqualTo(20);
    assertThat(optimum.reallocatedPages()).isEqualTo(10);
    assertThat(Clairvoyant.of(future, 14).reallocatedPages()).isEqualTo(6);
    assertThat(Clairvoyant.of(future, 20).reallocatedPages()).isZero();
  }

  @Test
  void emptyTrace_costsNothing() {
    var future = new FutureUse(new TickTableBuilder(1).build());
    assertThat(Clairvoyant.of(future, 0).reallocatedPages()).isZero();
  }
}
