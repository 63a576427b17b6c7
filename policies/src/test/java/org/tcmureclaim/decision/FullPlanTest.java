package org.tcmureclaim.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.HostFixture;

/** What becomes of the others once a plan has as many devices as it may. */
class FullPlanTest {
  private static final int MOST_DEVICES = 2;
  private static final int DEVICES = 6;
  private static final int PAGES = 1000;

  private final HostFixture host = new HostFixture();

  @ParameterizedTest
  @ValueSource(strings = {"ladder", "priced", "predictive"})
  void others_wereNotReached_andAnEmergencyWouldReachThem(String policy) {
    Plan plan = decide(policy, Urgency.URGENT, DEVICES * PAGES);
    assertThat(plan.size()).isEqualTo(MOST_DEVICES);
    for (int slot = 0; slot < DEVICES; slot++) {
      if (plan.cutOf(slot) < 0) {
        assertThat(plan.verdict(slot)).isEqualTo(Verdict.NOT_REACHED);
        assertThat(plan.reasons().rule(slot)).isEqualTo("full plan");
        assertThat(plan.reasons().atUrgency(slot)).isEqualTo(Urgency.EMERGENCY);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ladder", "priced", "predictive"})
  void emergency_reachesThemAll(String policy) {
    assertThat(decide(policy, Urgency.EMERGENCY, DEVICES * PAGES).size()).isEqualTo(DEVICES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ladder", "priced", "predictive"})
  void thoseInThePlan_areCutDeeper_forWhatTheOthersCannotGive(String policy) {
    Plan plan = decide(policy, Urgency.URGENT, 3 * PAGES / 2);
    assertThat(plan.size()).isEqualTo(MOST_DEVICES);
    assertThat(plan.plannedPages()).isEqualTo(3 * PAGES / 2);
    assertThat(new long[] {plan.keepPages(0), plan.keepPages(1)})
        .containsExactlyInAnyOrder(0, PAGES / 2);
  }

  /** Every device has an upper half that is older than all lower ones; the first, the oldest. */
  private Plan decide(String policy, Urgency urgency, long wantedPages) {
    Decider decider = decider(policy);
    for (int device = 0; device < DEVICES; device++) {
      int slot = host.device("user_0/lun" + device, PAGES);
      decider.decide(host.pass(10 * SECOND_NANOS).snapshot(), new Demand());
      host.holds(slot, PAGES, PAGES / 2);
    }
    for (int tick = 0; tick < 60; tick++) {
      decider.decide(host.pass(SECOND_NANOS).snapshot(), new Demand());
      for (int slot = 0; slot < DEVICES; slot++) {
        host.holds(slot, PAGES, PAGES);
      }
    }
    var demand = new Demand();
    demand.want(urgency, Trigger.MEMORY_LOW, wantedPages);
    return decider.decide(host.snapshot(), demand);
  }

  private static Decider decider(String policy) {
    ReclaimPolicy chosen =
        ServiceLoader.load(PolicyFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(factory -> factory.name().equals(policy))
            .findFirst()
            .orElseThrow()
            .create(NoParameters.INSTANCE);
    var demand = new DemandSettings(1, 2, 3, Long.MAX_VALUE, 0.001, 0.1, 0.1, 0.25, SECOND_NANOS);
    var guard = new GuardSettings(0, 5 * SECOND_NANOS, 0, 0, MOST_DEVICES, 1, 1000, 8, 0.5);
    return new Decider(DecisionSettings.forAll(demand, guard, Granularity.DEVICE, policy, chosen));
  }
}
