package org.tcmureclaim.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.ticks.RandomTicks;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

final class FixedBudgetReplayTest {
  private static final RungBoundaries FOUR_RUNGS = RungBoundaries.of(64);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyTrace_isShownAsItIs_andCountedAsAModelCounts(long seed) {
    var random = new SplittableRandom(seed);
    TickTable ticks = RandomTicks.of(random, 5, 60, 50, seed % 2 == 0);
    long budget = 1 + random.nextLong(ticks.sumHighWaterPages());
    var spy = new SpyPolicy(ticks, budget, seed);
    RunResult result = FixedBudgetReplay.of(ticks, spy, budget, FOUR_RUNGS);
    spy.endTick();
    assertThat(result.reallocatedPages()).isEqualTo(spy.reallocatedPages);
    assertThat(result.freedPages()).isEqualTo(spy.freedPages);
    assertThat(result.firstAllocatedPages()).isEqualTo(ticks.sumHighWaterPages());
    assertThat(result.meanResidentPages())
        .isEqualTo((double) spy.residentPageTicks / ticks.ticks());
    assertThat(result.avoidableTicksOverBudget()).as("seed %d", seed).isZero();
    assertThat(result.reallocatedPages())
        .isGreaterThanOrEqualTo(Clairvoyant.of(new FutureUse(ticks), budget).reallocatedPages());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"lru", "stock"})
  void samePolicy_decidesTheSameTwice(String name) {
    TickTable ticks = RandomTicks.of(new SplittableRandom(3), 6, 200, 40, true);
    Policies policies = new Policies();
    RunResult first = FixedBudgetReplay.of(ticks, policies.create(name), 60, FOUR_RUNGS);
    RunResult second = FixedBudgetReplay.of(ticks, policies.create(name), 60, FOUR_RUNGS);
    assertThat(second).isEqualTo(first);
    RunResult other = FixedBudgetReplay.of(ticks, policies.create(name), 61, FOUR_RUNGS);
    assertThat(other.decisionsHash()).isNotEqualTo(first.decisionsHash());
  }

  @Test
  void stockKernel_cutsEveryDeviceToItsFloor() {
    var builder = new TickTableBuilder(1_000_000_000L);
    int a = builder.number("a");
    int b = builder.number("b");
    builder.add(0, a, 10, 0);
    builder.add(0, b, 10, 4);
    builder.add(1, a, 10, 0);
    builder.add(1, b, 5, 0);
    RunResult result =
        FixedBudgetReplay.of(builder.build(), new Policies().create("stock"), 19, FOUR_RUNGS);
    assertThat(result.truncations()).isEqualTo(2);
    assertThat(result.freedPages()).isEqualTo(16);
    assertThat(result.reallocatedPages()).isEqualTo(11);
    assertThat(result.meanResidentPages()).isEqualTo((4 + 15) / 2.0);
  }

  @Test
  void policyThatKeepsTooMuch_isCounted_andSoIsWhatNobodyCouldFree() {
    var builder = new TickTableBuilder(1_000_000_000L);
    int a = builder.number("a");
    builder.add(0, a, 10, 8);
    builder.add(1, a, 10, 0);
    TickTable ticks = builder.build();
    RunResult stock = FixedBudgetReplay.of(ticks, new Policies().create("stock"), 5, FOUR_RUNGS);
    assertThat(stock.ticksOverBudget()).isEqualTo(1);
    assertThat(stock.avoidableTicksOverBudget()).isZero();
    RunResult idle = FixedBudgetReplay.of(ticks, new IdlePolicy(), 5, FOUR_RUNGS);
    assertThat(idle.ticksOverBudget()).isEqualTo(2);
    assertThat(idle.avoidableTicksOverBudget()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} of 1000 pages: {1}")
  @CsvSource({"20%, 200", "33.35%, 333", "100%, 1000", "1MiB, 256", "8KiB, 2", "2GiB, 524288"})
  void budget_isAShareOrASize(String text, long pages) {
    var builder = new TickTableBuilder(1);
    builder.add(0, builder.number("a"), 1000, 0);
    assertThat(new Budget(text).pages(builder.build())).isEqualTo(pages);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "20", "%", "-5%", "10MB", "1.5GiB"})
  void anythingElse_isNoBudget(String text) {
    assertThatThrownBy(() -> new Budget(text)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void unknownPolicy_isRefused_withAGuess() {
    assertThatThrownBy(() -> new Policies().create("lro"))
        .hasMessageStartingWith("no policy 'lro'; known: ")
        .hasMessageEndingWith("; did you mean 'lru'?");
  }
}
