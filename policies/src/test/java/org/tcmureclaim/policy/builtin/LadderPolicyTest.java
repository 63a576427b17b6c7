package org.tcmureclaim.policy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.HostFixture;

class LadderPolicyTest {
  private final HostFixture host = new HostFixture();
  private final ReclaimPolicy ladder =
      new LadderPolicy.Factory().create(new ParametersFixture(Map.of("idle", 5 * SECOND_NANOS)));

  @Test
  void oldestPages_goFirst_whoeverHoldsThem() {
    int a = host.device("user_0/a", 100);
    int b = host.device("user_0/b", 80);
    tick(a, 100, b, 80);
    tick(a, 30, b, 60);
    tick(a, 30, b, 40);
    assertThat(scan(Urgency.URGENT, 1).keeps()).containsExactly("user_0/a keep 99");
    assertThat(scan(Urgency.URGENT, 90).keeps())
        .containsExactly("user_0/a keep 30", "user_0/b keep 60");
    assertThat(scan(Urgency.URGENT, 91).keeps())
        .containsExactly("user_0/a keep 30", "user_0/b keep 59");
    assertThat(scan(Urgency.URGENT, 1000).keeps())
        .containsExactly("user_0/a keep 0", "user_0/b keep 0");
  }

  @Test
  void pinnedPages_areNotCounted() {
    int a = host.device("user_0/a", 100);
    host.device("user_0/b", 50);
    ladder.observe(host.snapshot());
    host.pass(SECOND_NANOS).holds(a, 100, 10);
    ladder.observe(host.snapshot());
    assertThat(scan(Urgency.URGENT, 30).keeps())
        .containsExactly("user_0/a keep 90", "user_0/b keep 30");
    assertThat(scan(Urgency.URGENT, 1000).keeps())
        .containsExactly("user_0/a keep 90", "user_0/b keep 0");
  }

  @Test
  void warmPages_areLeftAlone_unlessItIsUrgent() {
    host.device("user_0/a", 100);
    ladder.observe(host.snapshot());
    host.pass(5 * SECOND_NANOS - 1);
    assertThat(scan(Urgency.GENTLE, 10).passed()).containsEntry("user_0/a", Verdict.TOO_WARM);
    assertThat(scan(Urgency.URGENT, 10).keeps()).containsExactly("user_0/a keep 90");
    host.pass(1);
    assertThat(scan(Urgency.GENTLE, 10).keeps()).containsExactly("user_0/a keep 90");
  }

  @Test
  void devicesNotChosen_sayWhatItWouldTake() {
    int a = host.device("user_0/a", 100);
    int b = host.device("user_0/b", 100);
    tick(a, 100, b, 100);
    host.pass(50 * SECOND_NANOS);
    host.snapshot().devices().updatePeak(b, 100);
    var offers = scan(Urgency.URGENT, 60);
    assertThat(offers.keeps()).containsExactly("user_0/a keep 40");
    assertThat(offers.atIdleNanos("user_0/b")).isEqualTo(50 * SECOND_NANOS);
    assertThat(offers.atDemandPages("user_0/b")).isEqualTo(101);
  }

  private void tick(int a, long peakOfA, int b, long peakOfB) {
    host.pass(SECOND_NANOS);
    host.snapshot().devices().updatePeak(a, peakOfA);
    host.snapshot().devices().updatePeak(b, peakOfB);
    ladder.observe(host.snapshot());
  }

  private OffersFixture scan(Urgency urgency, long pages) {
    ladder.observe(host.snapshot());
    var demand = new Demand();
    demand.want(urgency, Trigger.MEMORY_LOW, pages);
    var offers = new OffersFixture(host.snapshot());
    ladder.scan(host.snapshot(), demand, offers);
    return offers;
  }
}
