package org.tcmureclaim.replay.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tcmureclaim.configuration.glob.Glob;
import org.tcmureclaim.configuration.glob.GlobException;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.simulation.memory.StallKind;

final class ExaminationsTest {
  private static final RunResult RESULT = new RunResult(0, 0, 0, 0, 0, 0, 0, "");
  private static final Optimum OPTIMUM = new Optimum(0, 0, 0);
  private static final int A = 0;
  private static final int B = 1;
  private static final int OTHER = 2;

  @Test
  void groupFloor_isThatOfAllItsDevicesTogether_afterItsCuts() {
    for (long leastAllowed = 9; leastAllowed <= 11; leastAllowed++) {
      GroupFloor floor = floor("user_0/gold-*", leastAllowed);
      floor.allocated(0, A, 8, 0);
      floor.allocated(0, B, 7, 0);
      floor.allocated(0, OTHER, 100, 0);
      floor.cut(0, OTHER, 100, 0);
      floor.cut(1, A, 5, 3);
      floor.allocated(2, A, 0, 5);
      floor.cut(3, B, 1, 6);
      assertThat(floor.judge(RESULT, OPTIMUM).holds())
          .as("%d pages", leastAllowed)
          .isEqualTo(leastAllowed <= 10);
    }
  }

  @Test
  void groupThatHoldsLittle_butIsNotCut_keepsItsPromise() {
    GroupFloor floor = floor("user_0/gold-*", 10);
    floor.allocated(0, A, 1, 0);
    assertThat(floor.judge(RESULT, OPTIMUM)).isEqualTo(new Expectation.Outcome(true, "never cut"));
  }

  @Test
  void groupWithoutDevices_fails() {
    assertThat(floor("user_0/silver-*", 0).judge(RESULT, OPTIMUM).holds()).isFalse();
  }

  /** Ticks of 1 s: what comes back in tick 60 came within a minute of tick 0, in 61 it did not. */
  @Test
  void regret_endsAfterAMinute_andIsAtMostWhatWasCut() {
    assertThat(regretOf(60, 4)).startsWith("40.00 %: 4 of 10 ");
    assertThat(regretOf(61, 4)).startsWith("0.00 %: 0 of 10 ");
    assertThat(regretOf(60, 15)).startsWith("100.00 %: 10 of 10 ");
  }

  @Test
  void regret_holdsUpToItsLimit() {
    assertThat(regret(60, 4, 0.4).holds()).isTrue();
    assertThat(regret(60, 4, 0.39).holds()).isFalse();
    assertThat(new CutRegret(ticks(), 0).judge(RESULT, OPTIMUM).holds()).isTrue();
  }

  /** PSI some of 20 % in ticks of 1 s; 100 B wanted within 2 s. */
  @Test
  void freeWithin_countsFromTheTickThatBegins_toTheOneThatLeavesEnough() {
    assertThat(freeWithin(0, 200_000, 150).holds()).isTrue();
    assertThat(freeWithin(0, 200_000, 50, 0, 50, 0, 100).holds()).isTrue();
    assertThat(freeWithin(0, 200_000, 50, 0, 50, 0, 50, 0, 100).holds()).isFalse();
    assertThat(freeWithin(0, 200_000, 50, 200_000, 50, 200_000, 50, 200_000, 50).holds()).isFalse();
    // Not yet too late as the trace ends.
    assertThat(freeWithin(0, 200_000, 50, 0, 50).holds()).isTrue();
    // One that goes on is one; a later one counts anew.
    assertThat(freeWithin(0, 200_000, 150, 200_000, 50, 200_000, 50, 200_000, 50).measured())
        .startsWith("1 times");
    assertThat(freeWithin(0, 200_000, 150, 0, 50, 200_000, 150).measured()).startsWith("2 times");
    // Just below never begins, and what never begins is not kept.
    assertThat(freeWithin(0, 199_999, 150).holds()).isFalse();
  }

  /** Pairs of stalls in µs and available bytes, tick by tick from the first. */
  private static Expectation.Outcome freeWithin(int first, long... stallsAndBytes) {
    var free = new FreeWithin(100, 2_000_000_000L, StallKind.SOME, 0.2, 1_000_000_000L);
    for (int i = 0; i < stallsAndBytes.length / 2; i++) {
      free.hostPassed(first + i, stallsAndBytes[2 * i + 1], stallsAndBytes[2 * i], 0);
    }
    return free.judge(RESULT, OPTIMUM);
  }

  private static String regretOf(int tick, int againPages) {
    return regret(tick, againPages, 1).measured();
  }

  private static Expectation.Outcome regret(int tick, int againPages, double mostShare) {
    CutRegret regret = new CutRegret(ticks(), mostShare);
    regret.allocated(0, A, 10, 0);
    regret.cut(0, A, 10, 0);
    regret.allocated(tick, B, 0, 3);
    regret.allocated(tick, A, 0, againPages);
    return regret.judge(RESULT, OPTIMUM);
  }

  private static GroupFloor floor(String glob, long leastAllowedPages) {
    try {
      Glob group = Glob.of(glob);
      return new GroupFloor(ticks(), device -> group.matches(device.path()), leastAllowedPages);
    } catch (GlobException e) {
      throw new AssertionError(e);
    }
  }

  private static TickTable ticks() {
    var builder = new TickTableBuilder(1_000_000_000L);
    for (String name : new String[] {"gold-1", "gold-2", "iron-1"}) {
      builder.add(0, builder.number(name), 1, 0);
    }
    return builder.build();
  }
}
