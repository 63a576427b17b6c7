package org.tcmureclaim.policy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostFixture;

class LruPolicyTest {
  private final HostFixture host = new HostFixture();
  private final ReclaimPolicy lru =
      new LruPolicy.Factory().create(new ParametersFixture(Map.of("idle", 5 * SECOND_NANOS)));

  @Test
  void coldestDevice_goesFirst_untilTheDemandIsMet() {
    int a = host.device("user_0/a", 100);
    int b = host.device("user_0/b", 100);
    host.device("user_0/c", 100);
    lru.observe(host.snapshot());
    touch(a, b);
    host.pass(6 * SECOND_NANOS);
    var offers = scan(Urgency.GENTLE, 150);
    assertThat(offers.offered()).containsExactly("user_0/c", "user_0/a");
    assertThat(offers.passed()).containsEntry("user_0/b", Verdict.DEMAND_MET);
  }

  @Test
  void warmDevice_isLeftAlone_unlessItIsUrgent() {
    int a = host.device("user_0/a", 100);
    host.device("user_0/b", 100);
    lru.observe(host.snapshot());
    touch(a);
    host.pass(5 * SECOND_NANOS - 1);
    assertThat(scan(Urgency.GENTLE, 200).passed()).containsEntry("user_0/a", Verdict.TOO_WARM);
    assertThat(scan(Urgency.URGENT, 200).offered()).containsExactly("user_0/b", "user_0/a");
    host.pass(1);
    assertThat(scan(Urgency.GENTLE, 200).offered()).containsExactly("user_0/b", "user_0/a");
  }

  @Test
  void urgentDemand_thatColdDevicesMeet_sparesTheWarmOnes() {
    int a = host.device("user_0/a", 100);
    host.device("user_0/b", 100);
    lru.observe(host.snapshot());
    host.pass(6 * SECOND_NANOS);
    touch(a);
    assertThat(scan(Urgency.URGENT, 100).offered()).containsExactly("user_0/b");
  }

  @Test
  void noDemand_offersNothing() {
    host.device("user_0/a", 100);
    host.pass(60 * SECOND_NANOS);
    assertThat(scan(Urgency.NONE, 0).offered()).isEmpty();
  }

  @Test
  void deviceThatLeft_isNotOffered_norIsItsSuccessorTakenForIt() {
    int a = host.device("user_0/a", 100);
    int b = host.device("user_0/b", 100);
    lru.observe(host.snapshot());
    touch(b);
    host.snapshot().devices().remove(a);
    lru.forget(a, new DeviceKey("user_0/a", 1));
    host.device("user_0/new", 100);
    lru.observe(host.snapshot());
    host.pass(10 * SECOND_NANOS);
    assertThat(scan(Urgency.GENTLE, 1000).offered()).containsExactly("user_0/b", "user_0/new");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void order_afterAnyHistory_isThatOfAPlainList(long seed) {
    var random = new SplittableRandom(seed);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String path = String.format("user_0/lun%03d", i);
      host.device(path, 10);
      expected.add(path);
    }
    lru.observe(host.snapshot());
    for (int tick = 0; tick < 200; tick++) {
      host.pass(SECOND_NANOS);
      int share = random.nextInt(1, 40);
      for (int slot = 0; slot < 300; slot++) {
        if (random.nextInt(share) == 0) {
          host.use(slot);
          String path = host.snapshot().devices().key(slot).path();
          expected.remove(path);
          expected.add(path);
        }
      }
      lru.observe(host.snapshot());
    }
    host.pass(10 * SECOND_NANOS);
    assertThat(scan(Urgency.GENTLE, 1_000_000).offered()).containsExactlyElementsOf(expected);
  }

  @Test
  void order_ofTwoDevicesUsedInTurn_losesNoUse() {
    int a = host.device("user_0/a", 100);
    int b = host.device("user_0/b", 100);
    lru.observe(host.snapshot());
    for (int use = 0; use < 100; use++) {
      touch(use % 2 == 0 ? a : b);
      String colder = use % 2 == 0 ? "user_0/b" : "user_0/a";
      assertThat(scan(Urgency.URGENT, 100).offered()).as("use %s", use).first().isEqualTo(colder);
    }
  }

  @Test
  void order_ofManyUsesBetweenTwoScans_losesNone() {
    int a = host.device("user_0/a", 100);
    int b = host.device("user_0/b", 100);
    lru.observe(host.snapshot());
    for (int uses = 1; uses <= 40; uses++) {
      for (int use = 0; use < uses; use++) {
        touch(a);
      }
      touch(b);
      touch(a);
      assertThat(scan(Urgency.URGENT, 100).offered())
          .as("%s uses", uses)
          .first()
          .isEqualTo("user_0/b");
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  private void touch(int... slots) {
    for (int slot : slots) {
      host.pass(1).use(slot);
      lru.observe(host.snapshot());
    }
  }

  private OffersFixture scan(Urgency urgency, long pages) {
    lru.observe(host.snapshot());
    var demand = new Demand();
    demand.want(urgency, Trigger.MEMORY_LOW, pages);
    var offers = new OffersFixture(host.snapshot());
    lru.scan(host.snapshot(), demand, offers);
    return offers;
  }
}
