package org.tcmureclaim.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.canary.CanarySettings;
import org.tcmureclaim.canary.CanaryState;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.guard.Ruling;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;
import org.tcmureclaim.snapshot.HostSnapshot;

class CustomersTest {
  private final HostFixture host = new HostFixture();
  private final PageByPage goldPolicy = new PageByPage();
  private final PageByPage scratchPolicy = new PageByPage();
  private final PageByPage otherPolicy = new PageByPage();

  @Test
  void policy_seesTheDevicesOfItsCustomer_andNoOthers() {
    Decider decider = decider(settings(neutral("gold"), neutral("scratch")));
    int a = device(decider, "user_0/a", 0);
    device(decider, "user_0/b", 1);
    host.device("user_0/c", 1000);
    decider.decide(host.snapshot());
    assertThat(goldPolicy.seen).containsExactly("user_0/a");
    assertThat(scratchPolicy.seen).containsExactly("user_0/b");
    assertThat(otherPolicy.seen).as("given to nobody").containsExactly("user_0/c");
    decider.assign(a, 1);
    decider.decide(host.snapshot());
    assertThat(goldPolicy.seen).isEmpty();
    assertThat(goldPolicy.forgotten).containsExactly("user_0/a");
    assertThat(scratchPolicy.seen).containsExactly("user_0/a", "user_0/b");
  }

  @Test
  void slotOfADeviceThatLeft_isNobodysAgain() {
    Decider decider = decider(settings(neutral("gold"), neutral("scratch")));
    int slot = device(decider, "user_0/a", 0);
    decider.decide(host.snapshot());
    decider.forget(slot, host.snapshot().devices().key(slot));
    host.snapshot().devices().remove(slot);
    assertThat(host.device("user_0/b", 1000)).isEqualTo(slot);
    decider.decide(host.snapshot());
    assertThat(goldPolicy.seen).isEmpty();
    assertThat(otherPolicy.seen).containsExactly("user_0/b");
  }

  @Test
  void demand_isSharedByWeightTimesWhatThereIs() {
    Decider decider = decider(settings(weighing("gold", 100), weighing("scratch", 300)));
    twoDevices(decider);
    assertThat(planned(decider, Urgency.URGENT, 400)).containsExactly(100L, 300L, 0L);
  }

  @Test
  void orderOfWhoMayBreakNoPromise_leavesWhatIsPromised() {
    var limits = new Protection(300, 700, Protection.UNLIMITED, Protection.UNLIMITED);
    var kept =
        new CustomerSettings(
            "kept", Protection.NONE, 400, 100, Quota.UNLIMITED, Preference.NEUTRAL, List.of());
    var never =
        new CustomerSettings(
            "never", Protection.NONE, 0, 100, Quota.UNLIMITED, Preference.NEVER, List.of());
    assertThat(promised(limited("gold", limits), 10)).isEqualTo(700);
    assertThat(promised(limited("gold", limits), 900)).isEqualTo(900);
    assertThat(promised(neutral("scratch"), 10)).isEqualTo(10);
    assertThat(promised(kept, 10)).isEqualTo(400);
    assertThat(promised(never, 10)).isEqualTo(1000);
  }

  /** What an order has to leave of the only device of a customer, which holds 1000 pages. */
  private static long promised(CustomerSettings customer, long keepPages) {
    CustomersTest only = new CustomersTest();
    Decider decider = decider(only.settings(customer, neutral("scratch 2")));
    int slot = only.device(decider, "user_0/a", 0);
    only.decide(decider, Urgency.NONE, 0);
    return decider.promisedKeepPages(only.host.snapshot(), slot, keepPages);
  }

  @Test
  void whoIsAboveHigh_paysFirst() {
    var limits = new Protection(0, 0, 800, Protection.UNLIMITED);
    Decider decider = decider(settings(neutral("gold"), limited("scratch", limits)));
    twoDevices(decider);
    assertThat(planned(decider, Urgency.URGENT, 150)).containsExactly(0L, 200L, 0L);
    assertThat(planned(decider, Urgency.URGENT, 200)).containsExactly(0L, 200L, 0L);
    assertThat(planned(decider, Urgency.URGENT, 380)).containsExactly(100L, 280L, 0L);
  }

  @Test
  void preferred_payBeforeAll_andAvoidedOnlyWhenTheOthersCouldNot() {
    Decider decider =
        decider(settings(of("gold", Preference.AVOID), of("scratch", Preference.PREFER)));
    twoDevices(decider);
    host.device("user_0/c", 1000);
    assertThat(planned(decider, Urgency.URGENT, 1000)).containsExactly(0L, 1000L, 0L);
    assertThat(planned(decider, Urgency.URGENT, 1500)).containsExactly(0L, 1000L, 500L);
    assertThat(planned(decider, Urgency.URGENT, 2500)).containsExactly(500L, 1000L, 1000L);
  }

  @Test
  void whatOneCannotGive_isAskedOfTheOthers() {
    Decider decider = decider(settings(neutral("gold"), neutral("scratch")));
    twoDevices(decider);
    goldPolicy.mostPages = 100;
    assertThat(planned(decider, Urgency.URGENT, 1000)).containsExactly(100L, 900L, 0L);
    assertThat(planned(decider, Urgency.URGENT, 1500)).containsExactly(100L, 1000L, 0L);
  }

  @Test
  void low_isCutBelowOnlyInAnEmergency_andMinNever() {
    var limits = new Protection(200, 700, Protection.UNLIMITED, Protection.UNLIMITED);
    Decider decider = decider(settings(limited("gold", limits), of("scratch", Preference.NEVER)));
    twoDevices(decider);
    assertThat(planned(decider, Urgency.URGENT, 5000)).containsExactly(300L, 0L, 0L);
    assertThat(planned(decider, Urgency.EMERGENCY, 5000)).containsExactly(800L, 0L, 0L);
  }

  @Test
  void max_isEnforcedAtOnce_withoutAnyDemand() {
    var limits = new Protection(0, 0, 600, 900);
    Decider decider = decider(settings(limited("gold", limits), neutral("scratch")));
    twoDevices(decider);
    Plan plan = decider.decide(host.snapshot());
    assertThat(plan.demand().urgency()).isEqualTo(Urgency.URGENT);
    assertThat(plan.demand().trigger()).isEqualTo(Trigger.CUSTOMER_MAX);
    assertThat(plan.reasons().customerOwnPages(0)).isEqualTo(100);
    assertThat(plan.plannedPages()).isEqualTo(100);
  }

  @Test
  void reasons_tellRuleNumbersAndWhatItWouldTake() {
    var limits = new Protection(1000, 1000, Protection.UNLIMITED, Protection.UNLIMITED);
    Decider decider = decider(settings(limited("gold", limits), neutral("scratch")));
    twoDevices(decider);
    int slot = host.snapshot().devices().slotOf(new DeviceKey("user_0/a", 1));
    goldPolicy.ignoresDemand = true;
    host.pass(3 * SECOND_NANOS);
    Reasons reasons = decide(decider, Urgency.URGENT, 100).reasons();
    assertThat(reasons.verdict(slot)).isEqualTo(Verdict.CUSTOMER_FLOOR);
    assertThat(reasons.rule(slot)).isEqualTo("min and low");
    assertThat(reasons.policyName(slot)).isEqualTo("gold-policy");
    assertThat(reasons.customerName(reasons.customer(slot))).isEqualTo("gold");
    assertThat(reasons.customerPages(0)).isEqualTo(1000);
    assertThat(reasons.residentPages(slot)).isEqualTo(1000);
    assertThat(reasons.idleNanos(slot)).isEqualTo(3 * SECOND_NANOS);
    assertThat(reasons.aboveCustomerPages(slot)).isEqualTo(1000);
    assertThat(reasons.afterNanos(slot)).isEqualTo(Ruling.NEVER);
    int other = host.snapshot().devices().slotOf(new DeviceKey("user_0/b", 1));
    assertThat(reasons.rule(other)).isEqualTo("scratch-policy");
    assertThat(reasons.customerSharePages(1)).isEqualTo(100);
    assertThat(reasons.customerPlannedPages(1)).isEqualTo(100);
  }

  @Test
  void counterfactualOfAPolicy_isKept_andGoneInTheNextTick() {
    Decider decider = decider(settings(neutral("gold"), neutral("scratch")));
    int slot = device(decider, "user_0/a", 0);
    goldPolicy.mostPages = 0;
    assertThat(decide(decider, Urgency.URGENT, 10).reasons().atIdleNanos(slot)).isEqualTo(42);
    goldPolicy.mostPages = 1000;
    assertThat(decide(decider, Urgency.URGENT, 10).reasons().atIdleNanos(slot))
        .isEqualTo(CutOffers.NEVER);
  }

  @Test
  void adopt_keepsHistoriesAndPolicies_andHasDevicesAssignedAnew() {
    Decider decider = decider(settings(neutral("gold"), neutral("scratch")));
    int slot = device(decider, "user_0/a", 0);
    settle(decider, decide(decider, Urgency.URGENT, 1000), 0);
    decider.adopt(settings(neutral("scratch"), neutral("gold")));
    decider.assign(slot, 1);
    host.holds(slot, 1000, 1000);
    assertThat(decide(decider, Urgency.URGENT, 1000).verdict(slot)).isEqualTo(Verdict.COOLING_DOWN);
    assertThat(goldPolicy.forgotten).as("same policy, other place").isEmpty();
    assertThat(decider.regret(1).cutPages()).isEqualTo(1000);
  }

  @Test
  void offerOfAnothersDevice_isRefused() {
    Decider decider = decider(settings(neutral("gold"), neutral("scratch")));
    int slot = device(decider, "user_0/a", 1);
    goldPolicy.offersSlot = slot;
    assertThatThrownBy(() -> decide(decider, Urgency.URGENT, 10))
        .hasMessage("policy gold-policy offered slot 0, which has none of its devices");
  }

  @Test
  void candidate_hasItsShare_untilItCutsTooSlowly() {
    var candidate = new PageByPage();
    var trial = new Candidate("new", candidate, new CanarySettings(1, 0.5, 1000, 10));
    var gold = new CustomerPolicy(neutral("gold"), "gold-policy", goldPolicy, trial);
    Decider decider = decider(with(List.of(gold, other())));
    int slot = device(decider, "user_0/a", 0);
    Plan plan = decide(decider, Urgency.URGENT, 500);
    assertThat(plan.reasons().policyName(slot)).isEqualTo("new");
    assertThat(plan.reasons().isOnTrial(slot)).isTrue();
    assertThat(plan.plannedPages()).isEqualTo(500);
    settle(decider, plan, 1001);
    assertThat(decider.trialState(0)).isEqualTo(CanaryState.TOO_SLOW);
    decider.decide(host.snapshot());
    assertThat(goldPolicy.seen).containsExactly("user_0/a");
    assertThat(candidate.seen).isEmpty();
    assertThat(candidate.forgotten).containsExactly("user_0/a");
  }

  @Test
  void candidate_whosePagesComeBack_losesItsDevices() {
    var trial = new Candidate("new", scratchPolicy, new CanarySettings(1, 0.5, 1000, 10));
    var gold = new CustomerPolicy(neutral("gold"), "gold-policy", goldPolicy, trial);
    Decider decider = decider(with(List.of(gold, other())));
    int slot = device(decider, "user_0/a", 0);
    settle(decider, decide(decider, Urgency.URGENT, 500), 1000);
    host.holds(slot, 500, 500);
    decider.decide(host.snapshot());
    host.pass(SECOND_NANOS).holds(slot, 750, 750);
    decider.decide(host.snapshot());
    assertThat(decider.trialState(0)).isEqualTo(CanaryState.TRYING);
    host.pass(SECOND_NANOS).holds(slot, 751, 751);
    decider.decide(host.snapshot());
    assertThat(decider.trialState(0)).isEqualTo(CanaryState.TOO_MUCH_CAME_BACK);
    assertThat(goldPolicy.seen).containsExactly("user_0/a");
  }

  private void settle(Decider decider, Plan plan, long heldNanos) {
    var outcomes = new Outcomes();
    outcomes.begin(host.nowNanos());
    for (int cut = 0; cut < plan.size(); cut++) {
      outcomes.add(plan.key(cut), CutResult.FREED, plan.expectedPages(cut), heldNanos);
    }
    outcomes.end(CutResult.FREED, "", host.nowNanos());
    decider.settle(host.snapshot(), outcomes);
  }

  private Plan decide(Decider decider, Urgency urgency, long pages) {
    var demand = new Demand();
    demand.want(urgency, Trigger.MEMORY_LOW, pages);
    return decider.decide(host.snapshot(), demand);
  }

  private List<Long> planned(Decider decider, Urgency urgency, long pages) {
    Reasons reasons = decide(decider, urgency, pages).reasons();
    var planned = new ArrayList<Long>();
    for (int i = 0; i < reasons.customers(); i++) {
      planned.add(reasons.customerPlannedPages(i));
    }
    return planned;
  }

  private void twoDevices(Decider decider) {
    device(decider, "user_0/a", 0);
    device(decider, "user_0/b", 1);
  }

  private int device(Decider decider, String path, int customer) {
    int slot = host.device(path, 1000);
    decider.assign(slot, customer);
    return slot;
  }

  private static Decider decider(DecisionSettings settings) {
    return new Decider(settings);
  }

  private DecisionSettings settings(CustomerSettings first, CustomerSettings second) {
    return with(List.of(policy(first), policy(second), other()));
  }

  private CustomerPolicy policy(CustomerSettings customer) {
    PageByPage policy = customer.name().equals("gold") ? goldPolicy : scratchPolicy;
    return new CustomerPolicy(customer, customer.name() + "-policy", policy);
  }

  private CustomerPolicy other() {
    return new CustomerPolicy(neutral("other"), "other-policy", otherPolicy);
  }

  private static DecisionSettings with(List<CustomerPolicy> customers) {
    return new DecisionSettings(
        RandomHost.DEMAND,
        new GuardSettings(10 * SECOND_NANOS, 5 * SECOND_NANOS, 0, 0, 100, 1, SECOND_NANOS, 0, 1),
        Granularity.DEVICE,
        customers);
  }

  private static CustomerSettings neutral(String name) {
    return CustomerSettings.unlimited(name);
  }

  private static CustomerSettings of(String name, Preference preference) {
    return new CustomerSettings(
        name, Protection.NONE, 0, 100, Quota.UNLIMITED, preference, List.of());
  }

  private static CustomerSettings weighing(String name, int weight) {
    return new CustomerSettings(
        name, Protection.NONE, 0, weight, Quota.UNLIMITED, Preference.NEUTRAL, List.of());
  }

  private static CustomerSettings limited(String name, Protection limits) {
    return new CustomerSettings(
        name, limits, 0, 100, Quota.UNLIMITED, Preference.NEUTRAL, List.of());
  }

  /** Gives exactly what it is asked for, in key order, and remembers what it was told. */
  private static final class PageByPage implements ReclaimPolicy {
    private final List<String> seen = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private long mostPages = Long.MAX_VALUE;
    private boolean ignoresDemand;
    private int offersSlot = -1;

    @Override
    public void observe(HostSnapshot snapshot) {
      seen.clear();
      DeviceTable devices = snapshot.devices();
      for (int i = 0; i < devices.size(); i++) {
        seen.add(devices.key(devices.slotAt(i)).path());
      }
    }

    @Override
    public long countPages(HostSnapshot snapshot) {
      return snapshot.devices().totalTailPages();
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      DeviceTable devices = snapshot.devices();
      long left = ignoresDemand ? Long.MAX_VALUE : Math.min(mostPages, demand.pages());
      if (offersSlot >= 0) {
        long unused = offers.offer(offersSlot, 0);
      }
      for (int i = 0; i < devices.size(); i++) {
        int slot = devices.slotAt(i);
        if (left > 0) {
          left -= offers.offer(slot, Math.max(0, devices.residentPages(slot) - left));
        } else {
          offers.pass(slot, Verdict.DEMAND_MET, 42, CutOffers.NEVER);
        }
      }
    }

    @Override
    public void forget(int slot, DeviceKey key) {
      forgotten.add(key.path());
    }
  }
}
