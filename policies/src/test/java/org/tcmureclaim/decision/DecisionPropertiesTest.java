package org.tcmureclaim.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;

/** What holds for every policy on every host. The name of a failure has its policy and seed. */
class DecisionPropertiesTest {
  private static final int SEEDS = 40;
  private static final int TICKS = 48;
  private static final GuardSettings DEFAULT =
      new GuardSettings(2 * SECOND_NANOS, 5 * SECOND_NANOS, 0, 256);

  static Stream<Arguments> policiesAndSeeds() {
    return RandomHost.policies().stream()
        .flatMap(
            policy ->
                Stream.iterate(0L, seed -> seed + 1)
                    .limit(SEEDS)
                    .map(seed -> Arguments.of(policy.name(), seed, policy)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void cut_neverReachesBlocksInUse_orWhatIsKept(String name, long seed, PolicyFactory policy) {
    var host = new RandomHost(seed, seed, policy, DEFAULT);
    for (int tick = 0; tick < TICKS; tick++) {
      Plan plan = host.pass().decider.decide(host.host.snapshot(), host.demand());
      DeviceTable devices = host.host.snapshot().devices();
      for (int cut = 0; cut < plan.size(); cut++) {
        int slot = plan.slot(cut);
        long left = devices.residentPages(slot) - plan.expectedPages(cut);
        CustomerSettings customer = host.customers.get(host.customerBySlot[slot]);
        assertThat(plan.expectedPages(cut)).isBetween(1L, devices.tailPages(slot));
        assertThat(plan.keepPages(cut)).isBetween(customer.keepPages(), left);
      }
      host.cut(plan);
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void customer_neverFallsBelowItsPromises(String name, long seed, PolicyFactory policy) {
    var host = new RandomHost(seed, seed, policy, DEFAULT);
    for (int tick = 0; tick < TICKS; tick++) {
      Plan plan = host.pass().decider.decide(host.host.snapshot(), host.demand());
      boolean isEmergency = plan.demand().urgency() == Urgency.EMERGENCY;
      long[] planned = host.plannedPages(plan);
      host.cut(plan);
      long[] left = host.residentPages();
      for (int i = 0; i < planned.length; i++) {
        CustomerSettings customer = host.customers.get(i);
        if (planned[i] > 0) {
          var limits = customer.protection();
          assertThat(left[i]).isGreaterThanOrEqualTo(limits.minPages());
          assertThat(left[i] >= limits.lowPages() || isEmergency).isTrue();
          assertThat(customer.preference()).isNotEqualTo(Preference.NEVER);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void quota_isKeptInEverySecond(String name, long seed, PolicyFactory policy) {
    var host = new RandomHost(seed, seed, policy, RandomHost.LENIENT);
    long[] inThisSecond = new long[host.customers.size()];
    for (int tick = 0; tick < TICKS; tick++) {
      if (tick % (SECOND_NANOS / RandomHost.TICK_NANOS) == 0) {
        inThisSecond = new long[host.customers.size()];
      }
      Plan plan = host.pass().decider.decide(host.host.snapshot(), host.demand());
      long[] before = host.residentPages();
      host.cut(plan);
      long[] after = host.residentPages();
      for (int i = 0; i < after.length; i++) {
        inThisSecond[i] += before[i] - after[i];
        assertThat(inThisSecond[i])
            .isLessThanOrEqualTo(host.customers.get(i).quota().pagesPerSecond());
      }
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void urgentDemand_isMetWhenItCanBe(String name, long seed, PolicyFactory policy) {
    var host = new RandomHost(seed, seed, policy, RandomHost.LENIENT);
    for (int tick = 0; tick < TICKS; tick++) {
      host.pass();
      var demand = new Demand();
      demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, 1 + host.demand().pages());
      Plan plan = host.decider.decide(host.host.snapshot(), demand);
      if (plan.plannedPages() < demand.pages()) {
        requireNobodyLeftOut(host, plan);
      }
      host.cut(plan);
    }
  }

  /** Where a demand was not met, no device is left out as if it had been. */
  private static void requireNobodyLeftOut(RandomHost host, Plan plan) {
    long[] planned = host.plannedPages(plan);
    long[] resident = host.residentPages();
    DeviceTable devices = host.host.snapshot().devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      int index = host.customerBySlot[slot];
      CustomerSettings customer = host.customers.get(index);
      boolean hasMore =
          devices.tailPages(slot) > 0
              && devices.residentPages(slot) > customer.keepPages()
              && customer.preference() != Preference.NEVER
              && customer.quota().equals(Quota.UNLIMITED)
              && resident[index] - planned[index] > customer.protection().lowPages();
      if (hasMore) {
        assertThat(plan.verdict(slot))
            .as(devices.key(slot).path())
            .isNotIn(Verdict.DEMAND_MET, Verdict.TOO_WARM, Verdict.NOT_CONSIDERED);
      }
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void sameHost_getsTheSamePlans_inWhateverOrderItsDevicesCame(
      String name, long seed, PolicyFactory policy) {
    var one = new RandomHost(seed, 1, policy, DEFAULT);
    var other = new RandomHost(seed, 2, policy, DEFAULT);
    for (int tick = 0; tick < TICKS; tick++) {
      Plan plan = one.pass().decider.decide(one.host.snapshot(), one.demand());
      Plan same = other.pass().decider.decide(other.host.snapshot(), other.demand());
      assertThat(RandomHost.text(same)).isEqualTo(RandomHost.text(plan));
      one.cut(plan);
      other.cut(same);
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void largerDemand_neverFreesLess(String name, long seed, PolicyFactory policy) {
    for (int ticks = 1; ticks < 12; ticks += 5) {
      long freedBefore = 0;
      for (long pages = 64; pages < 200_000; pages = pages * 3 / 2) {
        var host = new RandomHost(seed, seed, policy, RandomHost.LENIENT);
        for (int tick = 0; tick < ticks; tick++) {
          host.pass().cut(host.decider.decide(host.host.snapshot(), host.demand()));
        }
        var demand = new Demand();
        demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, pages);
        long freed = host.pass().decider.decide(host.host.snapshot(), demand).plannedPages();
        assertThat(freed)
            .as("at %d pages, tick %d", pages, ticks)
            .isGreaterThanOrEqualTo(freedBefore);
        freedBefore = freed;
      }
    }
  }
}
