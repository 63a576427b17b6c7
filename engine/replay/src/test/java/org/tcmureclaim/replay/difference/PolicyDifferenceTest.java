package org.tcmureclaim.replay.difference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.replay.difference.Disagreement.Choice;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.pressure.HostTicksBuilder;
import org.tcmureclaim.replay.pressure.StallModel;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.LoopRules;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.ticks.RandomTicks;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

final class PolicyDifferenceTest {
  private static final PolicyRun RUN = new PolicyRun(RungBoundaries.of(64));

  /** The list cuts the colder device, of two used alike the first; the stock kernel cuts both. */
  @Test
  void firstDisagreement_namesTickAndDevices_andWhatEachLeft() {
    var builder = new TickTableBuilder(1_000_000_000L);
    int a = builder.number("a");
    int b = builder.number("b");
    builder.add(0, a, 10, 0);
    builder.add(7, b, 10, 0);
    builder.add(8, a, 10, 0);
    builder.add(8, b, 10, 0);
    PolicyDifference difference = difference(builder.build(), "40KiB", "lru", "stock");
    assertThat(difference.firstDisagreement())
        .contains(new Disagreement(7, 8, List.of(new Choice("b", 10, 10, 0))));
    assertThat(difference.devices()).containsExactly(new DeviceDifference("b", 0, 10, 0, 2));
    assertThat(difference.ticksApart()).isEqualTo(2);
  }

  @Test
  void samePolicy_differsNowhere() {
    TickTable ticks = RandomTicks.of(new SplittableRandom(5), 6, 200, 40, true);
    PolicyDifference difference = difference(ticks, "35%", "ladder", "ladder");
    assertThat(difference.firstDisagreement()).isEmpty();
    assertThat(difference.devices()).isEmpty();
    assertThat(difference.ticksApart()).isZero();
  }

  @Test
  void devices_addUpToTheTotals_largestDifferenceFirst() {
    for (long seed = 1; seed <= 30; seed++) {
      TickTable ticks = RandomTicks.of(new SplittableRandom(seed), 6, 200, 40, true);
      PolicyDifference difference = difference(ticks, "35%", "lru", "largest-tail");
      assertThat(difference.devices().stream().mapToLong(DeviceDifference::morePages).sum())
          .as("seed %d", seed)
          .isEqualTo(
              difference.secondResult().reallocatedPages()
                  - difference.firstResult().reallocatedPages());
      assertThat(difference.devices().stream().map(d -> -Math.abs(d.morePages()))).isSorted();
    }
  }

  /** Another host every ten ticks: short of memory in every other one of them. */
  @Test
  void onAHost_devicesAddUpToTheTotals_andPressureIsThatOfTheRuns() {
    for (long seed = 1; seed <= 30; seed++) {
      TickTable ticks = RandomTicks.of(new SplittableRandom(seed), 6, 200, 40, true);
      HostTicksBuilder host = new HostTicksBuilder();
      for (int tick = 0; tick < ticks.ticks(); tick++) {
        long othersPages = tick / 10 % 2 == 0 ? 800 : 920;
        host.sample(tick, 1000 * 4096, (1000 - othersPages) * 4096, 0);
      }
      ClosedLoop loop =
          LoopRules.of(Optional.empty(), StallModel.IGNORED).on(host.build("made", ticks.ticks()));
      Trace trace = new Trace("made", "ticks", "none", 0, 0, ticks);
      PolicyDifference difference = PolicyDifference.of(RUN, trace, loop, "lru", "largest-tail");
      assertThat(difference.firstDisagreement()).as("seed %d", seed).isPresent();
      assertThat(difference.devices().stream().mapToLong(DeviceDifference::morePages).sum())
          .as("seed %d", seed)
          .isEqualTo(
              difference.secondResult().reallocatedPages()
                  - difference.firstResult().reallocatedPages());
      assertThat(difference.firstResult().pressure()).isNotNull();
      assertThat(difference.loop()).isSameAs(loop);
      assertThat(PolicyDifference.of(RUN, trace, loop, "lru", "lru").ticksApart()).isZero();
    }
  }

  private static PolicyDifference difference(
      TickTable ticks, String budget, String first, String second) {
    Trace trace = new Trace("made", "ticks", "none", 0, 0, ticks);
    return PolicyDifference.of(RUN, trace, new Budget(budget), first, second);
  }
}
