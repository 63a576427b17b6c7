package org.tcmureclaim.policy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostFixture;

class WatermarkPolicyTest {
  private final HostFixture host = new HostFixture();
  private final ReclaimPolicy watermark =
      new WatermarkPolicy.Factory()
          .create(
              new ParametersFixture(Map.of("low", 100L, "high", 1000L, "idle", 5 * SECOND_NANOS)));

  @Test
  void device_aboveHighAndIdle_isTrimmedWithNoDemand() {
    host.device("user_0/at-high", 1000);
    host.device("user_0/above", 1001);
    host.pass(5 * SECOND_NANOS);
    var offers = scan(Urgency.NONE, 0);
    assertThat(offers.offered()).containsExactly("user_0/above");
    assertThat(offers.passed()).containsEntry("user_0/at-high", Verdict.BELOW_LIMIT);
  }

  @Test
  void device_inUse_isNotTrimmedAtLeisure() {
    int slot = host.device("user_0/above", 1001);
    host.pass(SECOND_NANOS).use(slot).pass(5 * SECOND_NANOS - 1);
    assertThat(scan(Urgency.NONE, 0).passed()).containsEntry("user_0/above", Verdict.TOO_WARM);
    host.pass(1);
    assertThat(scan(Urgency.NONE, 0).offered()).containsExactly("user_0/above");
  }

  @Test
  void deviceOnceAboveHigh_staysDueUntilItIsAtLow() {
    int slot = host.device("user_0/a", 1001);
    host.pass(5 * SECOND_NANOS);
    watermark.observe(host.snapshot());
    host.holds(slot, 101, 101);
    assertThat(scan(Urgency.NONE, 0).offered()).containsExactly("user_0/a");
    host.holds(slot, 100, 100);
    assertThat(scan(Urgency.NONE, 0).offered()).isEmpty();
    host.holds(slot, 101, 101);
    assertThat(scan(Urgency.NONE, 0).offered()).isEmpty();
  }

  @Test
  void demand_takesTheLargestExcessFirst_andTiesByKey() {
    host.device("user_0/d", 300);
    host.device("user_0/c", 700);
    host.device("user_0/b", 300);
    host.device("user_0/a", 100);
    var offers = scan(Urgency.URGENT, 800);
    assertThat(offers.offered()).containsExactly("user_0/c", "user_0/b");
    assertThat(offers.passed())
        .containsEntry("user_0/d", Verdict.DEMAND_MET)
        .containsEntry("user_0/a", Verdict.BELOW_LIMIT);
  }

  @Test
  void count_isAllAboveLow_asFarAsTheTailReaches() {
    host.device("user_0/a", 300);
    int pinned = host.device("user_0/b", 5000);
    host.holds(pinned, 5000, 50);
    host.device("user_0/c", 99);
    watermark.observe(host.snapshot());
    assertThat(watermark.countPages(host.snapshot())).isEqualTo(250);
  }

  @Test
  void dueDevice_thatLeft_doesNotMakeItsSuccessorDue() {
    int slot = host.device("user_0/a", 2000);
    watermark.observe(host.snapshot());
    host.snapshot().devices().remove(slot);
    watermark.forget(slot, new DeviceKey("user_0/a", 1));
    host.device("user_0/b", 500);
    host.pass(60 * SECOND_NANOS);
    assertThat(scan(Urgency.NONE, 0).offered()).isEmpty();
  }

  @Test
  void parameters_thatContradict_areRefused() {
    var parameters = new ParametersFixture(Map.of("low", 256L, "high", 256L));
    assertThatThrownBy(() -> new WatermarkPolicy.Factory().create(parameters))
        .hasMessage("low: must be below high (1024 KiB)");
  }

  private OffersFixture scan(Urgency urgency, long pages) {
    watermark.observe(host.snapshot());
    var demand = new Demand();
    if (pages > 0) {
      demand.want(urgency, Trigger.MEMORY_LOW, pages);
    }
    var offers = new OffersFixture(host.snapshot());
    watermark.scan(host.snapshot(), demand, offers);
    return offers;
  }
}
