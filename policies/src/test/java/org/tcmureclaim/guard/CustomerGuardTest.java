package org.tcmureclaim.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.QuietTime;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;

class CustomerGuardTest {
  private static final Protection LIMITS = new Protection(100, 300, 600, 800);
  private static final QuietTime NIGHT = new QuietTime(7200, 10_800, 600);

  private final Demand own = new Demand();
  private long nowNanos = Long.MAX_VALUE - 10;

  @ParameterizedTest(name = "{0} pages held, {1} -> {2}")
  @CsvSource({
    "1000, URGENT, 700",
    "300, URGENT, 0",
    "250, URGENT, 0",
    "1000, EMERGENCY, 900",
    "250, EMERGENCY, 150",
    "100, EMERGENCY, 0",
    "50, EMERGENCY, 0"
  })
  void allowed_isWhatIsAboveLow_orAboveMinInAnEmergency(long held, Urgency urgency, long allowed) {
    CustomerGuard guard = holding(held, customer(LIMITS, Quota.UNLIMITED, Preference.NEUTRAL), 0);
    assertThat(guard.allowedPages(urgency)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0} pages held -> {1} {2} {3}")
  @CsvSource({
    "600, NONE, NONE, 0",
    "601, GENTLE, CUSTOMER_HIGH, 1",
    "800, GENTLE, CUSTOMER_HIGH, 200",
    "801, URGENT, CUSTOMER_MAX, 1",
    "1000, URGENT, CUSTOMER_MAX, 200"
  })
  void own_isAskedForAboveHighAtLeisure_andAboveMaxAtOnce(
      long held, Urgency urgency, Trigger trigger, long pages) {
    holding(held, customer(LIMITS, Quota.UNLIMITED, Preference.NEUTRAL), 0).askForOwn(own);
    assertThat(own.urgency()).isEqualTo(urgency);
    assertThat(own.trigger()).isEqualTo(trigger);
    assertThat(own.pages()).isEqualTo(pages);
  }

  @Test
  void never_givesNothing_notEvenInAnEmergency() {
    CustomerGuard guard = holding(1000, customer(LIMITS, Quota.UNLIMITED, Preference.NEVER), 0);
    guard.askForOwn(own);
    assertThat(own.urgency()).isEqualTo(Urgency.NONE);
    assertThat(guard.allowedPages(Urgency.EMERGENCY)).isZero();
  }

  @ParameterizedTest(name = "second {0} -> {1} asked, {2} allowed, {3} in an emergency")
  @CsvSource({
    "6599, 100, 400, 600", "6600, 400, 400, 600", "7199, 400, 400, 600",
    "7200, 0, 0, 600", "10799, 0, 0, 600", "10800, 100, 400, 600"
  })
  void quietTime_isTrimmedAheadOf_andThenLeftAlone(
      int second, long asked, long allowed, long inAnEmergency) {
    CustomerGuard guard =
        holding(700, customer(LIMITS, Quota.UNLIMITED, Preference.NEUTRAL), second);
    guard.askForOwn(own);
    assertThat(own.pages()).isEqualTo(asked);
    assertThat(guard.allowedPages(Urgency.URGENT)).isEqualTo(allowed);
    assertThat(guard.allowedPages(Urgency.EMERGENCY)).isEqualTo(inAnEmergency);
  }

  @Test
  void quota_isForEachSecond_andWhatWentBeyondItIsOwed() {
    var quota = new Quota(100, Long.MAX_VALUE);
    CustomerGuard guard = holding(1000, customer(Protection.NONE, quota, Preference.NEUTRAL), 0);
    assertThat(guard.allowedPages(Urgency.EMERGENCY)).isEqualTo(100);
    guard.settle(30, 0);
    assertThat(allowedAfter(guard, SECOND_NANOS - 1)).isEqualTo(70);
    assertThat(allowedAfter(guard, 1)).isEqualTo(100);
    guard.settle(250, 0);
    assertThat(allowedAfter(guard, SECOND_NANOS)).isZero();
    assertThat(allowedAfter(guard, SECOND_NANOS)).isEqualTo(50);
    assertThat(allowedAfter(guard, 5 * SECOND_NANOS)).isEqualTo(100);
  }

  @Test
  void lockQuota_isDividedByWhatAPageHasCost_slowToForgetASlowCut() {
    var quota = new Quota(Long.MAX_VALUE, 1_000_000);
    CustomerGuard guard = holding(9000, customer(Protection.NONE, quota, Preference.NEUTRAL), 0);
    assertThat(guard.allowedPages(Urgency.URGENT)).as("a microsecond a page").isEqualTo(1000);
    guard.settle(10, 100_000);
    assertThat(allowedAfter(guard, 0)).as("900 us left at 10 us").isEqualTo(90);
    assertThat(allowedAfter(guard, SECOND_NANOS)).isEqualTo(100);
    guard.settle(100, 200_000);
    assertThat(allowedAfter(guard, SECOND_NANOS)).as("(3 * 10 + 2) / 4 us").isEqualTo(125);
  }

  @ParameterizedTest(name = "holds {0}, tails {1} -> {2}")
  @CsvSource({"1000, 0, false", "1000, 700, false", "1000, 701, true", "200, 100, true"})
  void cutOfAll_isForbiddenBelowLow(long held, long tail, boolean forbidden) {
    CustomerGuard guard = holding(0, customer(LIMITS, Quota.UNLIMITED, Preference.NEUTRAL), 0);
    guard.count(held, tail);
    assertThat(guard.forbidsAll(Urgency.URGENT)).isEqualTo(forbidden);
  }

  private long allowedAfter(CustomerGuard guard, long nanos) {
    nowNanos += nanos;
    guard.begin(0, nowNanos);
    guard.count(9000, 9000);
    return guard.allowedPages(Urgency.URGENT);
  }

  private CustomerGuard holding(long pages, CustomerSettings settings, int secondOfDay) {
    var guard = new CustomerGuard(settings);
    guard.begin(secondOfDay, nowNanos);
    guard.count(pages, pages);
    return guard;
  }

  private static CustomerSettings customer(Protection limits, Quota quota, Preference preference) {
    return new CustomerSettings("acme", limits, 0, 100, quota, preference, List.of(NIGHT));
  }
}
