package org.tcmureclaim.policy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import org.junit.jupiter.api.Test;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.HostFixture;

class TinyLfuPolicyTest {
  private static final int DEVICES = 200;

  private final HostFixture host = new HostFixture();
  private final ReclaimPolicy tinyLfu = new TinyLfuPolicy.Factory().create(NoParameters.INSTANCE);
  private final int[] slots = new int[DEVICES];

  @Test
  void deviceUsedOften_outlastsThoseUsedOnce_thoughItWasIdleLonger() {
    fill(0, DEVICES / 2);
    for (int tick = 0; tick < 20; tick++) {
      pass(0, DEVICES / 2);
    }
    host.pass(SECOND_NANOS);
    fill(DEVICES / 2, DEVICES);
    var offers = scan(100L * DEVICES / 4);
    // Probation, a fifth of the cache, goes by age whatever the frequency.
    assertThat(inSecondHalf(offers)).isGreaterThan(offers.offered().size() / 2);
  }

  @Test
  void devicesUsedEquallyOften_goByHowLongTheyAreIdle() {
    fill(0, DEVICES);
    for (int tick = 0; tick < 20; tick++) {
      pass(DEVICES / 2, DEVICES);
      pass(0, DEVICES / 2);
    }
    var offers = scan(100L * DEVICES / 4);
    assertThat(inSecondHalf(offers)).isGreaterThan(offers.offered().size() / 2);
  }

  @Test
  void deviceCutToNothing_isNotOffered() {
    fill(0, DEVICES);
    host.holds(slots[0], 0, 0);
    tinyLfu.observe(host.snapshot());
    var offers = scan(100L * DEVICES);
    assertThat(offers.offered()).hasSize(DEVICES - 1).doesNotContain(name(0));
    assertThat(offers.passed()).containsEntry(name(0), Verdict.NOTHING_TO_GIVE);
  }

  private void fill(int first, int end) {
    for (int i = first; i < end; i++) {
      slots[i] = host.device(name(i), 100);
    }
    tinyLfu.observe(host.snapshot());
  }

  private void pass(int first, int end) {
    host.pass(SECOND_NANOS);
    for (int i = first; i < end; i++) {
      host.use(slots[i]);
    }
    tinyLfu.observe(host.snapshot());
  }

  private OffersFixture scan(long pages) {
    var offers = new OffersFixture(host.snapshot());
    Demand demand = new Demand();
    demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, pages);
    tinyLfu.scan(host.snapshot(), demand, offers);
    return offers;
  }

  private static long inSecondHalf(OffersFixture offers) {
    return offers.offered().stream().filter(name -> name.compareTo(name(DEVICES / 2)) >= 0).count();
  }

  private static String name(int device) {
    return "user_0/lun-%03d".formatted(device);
  }
}
