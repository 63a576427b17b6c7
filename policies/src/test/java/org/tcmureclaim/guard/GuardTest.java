package org.tcmureclaim.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.HostFixture;

class GuardTest {
  private final HostFixture host = new HostFixture();
  private final Guard guard =
      new Guard(new GuardSettings(10 * SECOND_NANOS, 5 * SECOND_NANOS, 16, 256));
  private final CustomerGuard customer = new CustomerGuard(CustomerSettings.unlimited("acme"));
  private int slot;

  @BeforeEach
  void addDevice() {
    slot = host.device("user_0/gold-01", 1000);
    guard.begin(host.snapshot(), true);
  }

  @ParameterizedTest
  @EnumSource(
      value = DeviceFlag.class,
      names = {"HANDLER_ABSENT", "QUEUE_FULL", "BLOCKED"})
  void device_inTrouble_isVetoedEvenInAnEmergency(DeviceFlag flag) {
    host.snapshot().devices().updateFlags(slot, flag.bit());
    assertThat(judge(0, Urgency.EMERGENCY)).isEqualTo(Verdict.VETOED);
  }

  @Test
  void device_ofUnknownUsage_isStale() {
    host.snapshot().devices().updateFlags(slot, DeviceFlag.USAGE_UNKNOWN.bit());
    assertThat(judge(0, Urgency.EMERGENCY)).isEqualTo(Verdict.STALE);
  }

  @Test
  void figures_areStale_justAfterTheirTime() {
    host.snapshot().takenAt(host.nowNanos() + 5 * SECOND_NANOS);
    assertThat(judge(0, Urgency.URGENT)).isEqualTo(Verdict.CHOSEN);
    host.snapshot().takenAt(host.nowNanos() + 5 * SECOND_NANOS + 1);
    assertThat(judge(0, Urgency.URGENT)).isEqualTo(Verdict.STALE);
  }

  @ParameterizedTest(name = "resident {0}, tail {1}, keep {2} -> {3} pages, {4}")
  @CsvSource({
    "1000, 1000, 0, 984, CHOSEN",
    "1000, 1000, 999, 1, CHOSEN",
    "1000, 1000, 1000, 0, PROTECTED",
    "1000, 300, 0, 300, CHOSEN",
    "1000, 0, 0, 0, NOTHING_TO_GIVE",
    "16, 16, 0, 0, PROTECTED"
  })
  void pages_areTakenFromTheTailAboveWhatIsKept(
      long residentPages, long tailPages, long keepPages, long expectedPages, Verdict verdict) {
    host.holds(slot, residentPages, tailPages);
    assertThat(guard.expectedPages(host.snapshot().devices(), slot, keepPages, customer))
        .isEqualTo(expectedPages);
    assertThat(judge(keepPages, Urgency.URGENT)).isEqualTo(verdict);
  }

  @Test
  void cooldown_startsWhenPagesWereFreed_andIsATenthInAnEmergency() {
    guard.settle(slot, CutResult.FREED, host.nowNanos(), host.nowNanos());
    host.pass(SECOND_NANOS - 1);
    assertThat(judge(0, Urgency.EMERGENCY)).isEqualTo(Verdict.COOLING_DOWN);
    host.pass(1);
    assertThat(judge(0, Urgency.EMERGENCY)).isEqualTo(Verdict.CHOSEN);
    host.pass(9 * SECOND_NANOS - 1);
    assertThat(judge(0, Urgency.URGENT)).isEqualTo(Verdict.COOLING_DOWN);
    host.pass(1);
    assertThat(judge(0, Urgency.URGENT)).isEqualTo(Verdict.CHOSEN);
  }

  @ParameterizedTest
  @EnumSource(
      value = CutResult.class,
      names = {"NOTHING", "BUSY", "REFUSED"})
  void cutThatFreedNothing_backsOffTwiceAsLongEachTime(CutResult result) {
    guard.settle(slot, result, host.nowNanos(), host.nowNanos());
    host.pass(SECOND_NANOS - 1);
    assertThat(judge(0, Urgency.EMERGENCY)).isEqualTo(Verdict.BACKING_OFF);
    host.pass(1);
    assertThat(judge(0, Urgency.EMERGENCY)).isEqualTo(Verdict.CHOSEN);
    guard.settle(slot, result, host.nowNanos(), host.nowNanos());
    host.pass(2 * SECOND_NANOS - 1);
    assertThat(judge(0, Urgency.EMERGENCY)).isEqualTo(Verdict.BACKING_OFF);
    host.pass(1);
    assertThat(judge(0, Urgency.EMERGENCY)).isEqualTo(Verdict.CHOSEN);
  }

  @Test
  void backoff_endsWithTheFirstSuccess_andWithTheDevice() {
    guard.settle(slot, CutResult.BUSY, host.nowNanos(), host.nowNanos());
    assertThat(judge(0, Urgency.URGENT)).isEqualTo(Verdict.BACKING_OFF);
    guard.settle(slot, CutResult.FREED, host.nowNanos(), host.nowNanos());
    assertThat(judge(0, Urgency.URGENT)).isEqualTo(Verdict.COOLING_DOWN);
    guard.settle(slot, CutResult.BUSY, host.nowNanos(), host.nowNanos());
    guard.forget(slot);
    assertThat(judge(0, Urgency.URGENT)).isEqualTo(Verdict.CHOSEN);
  }

  @Test
  void plan_thatFreesTooLittle_isNotWorthwhile() {
    assertThat(guard.isWorthwhile(255)).isFalse();
    assertThat(guard.isWorthwhile(256)).isTrue();
  }

  @Test
  void observedCut_coolsDownLikeARealOne() {
    guard.settle(slot, CutResult.OBSERVED, host.nowNanos(), host.nowNanos());
    assertThat(judge(0, Urgency.URGENT)).isEqualTo(Verdict.COOLING_DOWN);
  }

  private Verdict judge(long keepPages, Urgency urgency) {
    customer.begin(0, host.snapshot().takenAtNanos());
    customer.count(
        host.snapshot().devices().residentPages(slot), host.snapshot().devices().tailPages(slot));
    return guard.rule(host.snapshot(), slot, keepPages, customer, urgency, 0, 0).verdict();
  }
}
