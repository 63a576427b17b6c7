package org.tcmureclaim.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostFixture;

/** The limits that hold for customers and plans, and what each says would change its mind. */
class GuardLimbsTest {
  private static final long BUDGET_NANOS = 1000;

  private final HostFixture host = new HostFixture();
  private final Guard guard =
      new Guard(
          new GuardSettings(
              10 * SECOND_NANOS, 5 * SECOND_NANOS, 0, 0, 2, 0.5, BUDGET_NANOS, 8, 0.5));
  private int slot;

  @BeforeEach
  void addDevice() {
    slot = host.device("user_0/gold-01", 1000);
    guard.begin(host.snapshot(), true);
  }

  @Test
  void cutThatWouldReachBelowLow_isAllowedInPart_andExactly() {
    CustomerGuard customer = customer(new Protection(100, 700, 5000, 5000));
    Ruling ruling = rule(customer, Urgency.URGENT, 0, 0);
    assertThat(ruling.morePages()).isEqualTo(300);
    assertThat(ruling.keepPages()).isEqualTo(700);
  }

  @Test
  void floor_saysWhereItIs_andWhetherAnEmergencyHelps() {
    CustomerGuard customer = customer(new Protection(100, 1000, 5000, 5000));
    Ruling ruling = rule(customer, Urgency.URGENT, 0, 0);
    assertThat(ruling.verdict()).isEqualTo(Verdict.CUSTOMER_FLOOR);
    assertThat(ruling.abovePages()).isEqualTo(1000);
    assertThat(ruling.atUrgency()).isEqualTo(Urgency.EMERGENCY);
    CustomerGuard minimal = customer(new Protection(1000, 1000, 5000, 5000));
    assertThat(rule(minimal, Urgency.URGENT, 0, 0).atUrgency()).isEqualTo(Urgency.NONE);
  }

  @Test
  void spentQuota_saysWhenTheNextSecondBegins() {
    CustomerGuard customer = customer(Protection.NONE, new Quota(10, Long.MAX_VALUE));
    customer.settle(10, 0);
    host.pass(SECOND_NANOS / 4);
    begin(customer);
    Ruling ruling = rule(customer, Urgency.EMERGENCY, 0, 0);
    assertThat(ruling.verdict()).isEqualTo(Verdict.QUOTA_SPENT);
    assertThat(ruling.afterNanos()).isEqualTo(SECOND_NANOS * 3 / 4);
  }

  @ParameterizedTest(name = "{0} cuts, {1} planned, {2} -> {3}")
  @CsvSource({
    "1, 0, URGENT, CHOSEN",
    "2, 0, URGENT, BLAST_RADIUS",
    "2, 0, EMERGENCY, CHOSEN",
    "1, 1000, URGENT, CHOSEN",
    "1, 1001, URGENT, BLAST_RADIUS",
    "1, 1001, EMERGENCY, CHOSEN"
  })
  void plan_takesSoManyDevices_andHalfOfACustomer(
      int cuts, long planned, Urgency urgency, Verdict verdict) {
    CustomerGuard customer = customer(Protection.NONE);
    customer.count(3000, 3000);
    customer.plan(planned);
    assertThat(rule(customer, urgency, cuts, 0).verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0} cuts, {1} planned, {2} -> {3}, {4} would do")
  @CsvSource({
    "1, 0, URGENT, CHOSEN, NONE",
    "2, 0, URGENT, NOT_REACHED, EMERGENCY",
    "2, 0, EMERGENCY, CHOSEN, NONE",
    "1, 1999, URGENT, CHOSEN, NONE",
    "1, 2000, URGENT, NOT_REACHED, EMERGENCY"
  })
  void fullPlan_hasNoPlaceForAnyDevice_whateverItHolds(
      int cuts, long planned, Urgency urgency, Verdict verdict, Urgency atUrgency) {
    CustomerGuard customer = customer(Protection.NONE);
    customer.count(3000, 3000);
    customer.plan(planned);
    Ruling ruling = guard.outlook(host.snapshot(), slot, customer, urgency, cuts, 0);
    assertThat(ruling.verdict()).isEqualTo(verdict);
    assertThat(ruling.atUrgency()).isEqualTo(atUrgency);
    assertThat(guard.isFull(customer, urgency, cuts)).isEqualTo(verdict == Verdict.NOT_REACHED);
  }

  @Test
  void outlookOfADeviceThatCoolsDown_isThatOfAnOffer() {
    guard.settle(slot, CutResult.FREED, host.nowNanos(), host.nowNanos());
    CustomerGuard customer = customer(Protection.NONE);
    Ruling ruling = guard.outlook(host.snapshot(), slot, customer, Urgency.URGENT, 0, 0);
    assertThat(ruling.verdict()).isEqualTo(Verdict.COOLING_DOWN);
    assertThat(ruling.afterNanos())
        .isEqualTo(rule(customer, Urgency.URGENT, 0, 0).afterNanos())
        .isPositive();
  }

  @Test
  void firstDeviceOfACustomer_mayGoWhole() {
    assertThat(rule(customer(Protection.NONE), Urgency.URGENT, 0, 0).morePages()).isEqualTo(1000);
  }

  @Test
  void slowCuts_halveThePlan_downToFour_andQuickOnesAddOne() {
    for (int i = 0; i < 5; i++) {
      settlePlan(16, BUDGET_NANOS + 1);
    }
    assertThat(rule(customer(Protection.NONE), Urgency.EMERGENCY, 3, 0).verdict())
        .isEqualTo(Verdict.CHOSEN);
    assertThat(rule(customer(Protection.NONE), Urgency.EMERGENCY, 4, 0).verdict())
        .isEqualTo(Verdict.TOO_MANY_CUTS);
    settlePlan(4, BUDGET_NANOS);
    assertThat(rule(customer(Protection.NONE), Urgency.EMERGENCY, 4, 0).verdict())
        .isEqualTo(Verdict.CHOSEN);
    assertThat(rule(customer(Protection.NONE), Urgency.EMERGENCY, 5, 0).verdict())
        .isEqualTo(Verdict.TOO_MANY_CUTS);
  }

  @Test
  void regret_lengthensTheCooldown_andSaysUntilWhen() {
    guard.settle(slot, CutResult.FREED, host.nowNanos(), host.nowNanos());
    host.pass(20 * SECOND_NANOS);
    assertThat(rule(customer(Protection.NONE), Urgency.URGENT, 0, 0.125).verdict())
        .isEqualTo(Verdict.CHOSEN);
    Ruling ruling = rule(customer(Protection.NONE), Urgency.URGENT, 0, 0.25);
    assertThat(ruling.verdict()).isEqualTo(Verdict.COOLING_DOWN);
    assertThat(ruling.afterNanos()).isEqualTo(10 * SECOND_NANOS);
  }

  @ParameterizedTest
  @CsvSource({"0.5, GENTLE, CHOSEN", "0.51, GENTLE, REGRETTED", "0.51, URGENT, CHOSEN"})
  void regret_aboveItsLimit_isCutOnlyWhenUrgent(double regret, Urgency urgency, Verdict verdict) {
    assertThat(rule(customer(Protection.NONE), urgency, 0, regret).verdict()).isEqualTo(verdict);
  }

  @Test
  void deviceInThePlan_canBeCutDeeper_andOnlyTheRestCounts() {
    CustomerGuard customer = customer(Protection.NONE);
    Ruling ruling = guard.rule(host.snapshot(), slot, 800, customer, Urgency.EMERGENCY, 0, 0);
    assertThat(ruling.morePages()).isEqualTo(200);
    ruling = guard.deepen(host.snapshot(), slot, 300, customer, Urgency.EMERGENCY, 1, 200);
    assertThat(ruling.morePages()).isEqualTo(500);
    assertThat(ruling.keepPages()).isEqualTo(300);
    ruling = guard.deepen(host.snapshot(), slot, 400, customer, Urgency.EMERGENCY, 1, 700);
    assertThat(ruling.morePages()).isZero();
    assertThat(customer.plannedPages()).isEqualTo(700);
  }

  private Ruling rule(CustomerGuard customer, Urgency urgency, int cuts, double regret) {
    return guard.rule(host.snapshot(), slot, 0, customer, urgency, cuts, regret);
  }

  private CustomerGuard customer(Protection protection) {
    return customer(protection, Quota.UNLIMITED);
  }

  private CustomerGuard customer(Protection protection, Quota quota) {
    var customer =
        new CustomerGuard(
            new CustomerSettings("acme", protection, 0, 100, quota, Preference.NEUTRAL, List.of()));
    begin(customer);
    return customer;
  }

  private void begin(CustomerGuard customer) {
    customer.begin(0, host.snapshot().takenAtNanos());
    customer.count(1000, 1000);
  }

  private void settlePlan(int cuts, long heldNanos) {
    var outcomes = new Outcomes();
    outcomes.begin(0);
    for (int i = 0; i < cuts; i++) {
      outcomes.add(new DeviceKey("user_0/lun" + i, 1), CutResult.FREED, 1, i == 0 ? heldNanos : 1);
    }
    outcomes.end(CutResult.FREED, "", 0);
    guard.settle(outcomes);
  }
}
