package org.tcmureclaim.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.merge.LevelMerge;
import org.tcmureclaim.merge.LevelRanks;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;

/** Two devices of the same size and room for one of them; two orders that give one up each. */
class OrderMixTest {
  private static final int FIRST = 0;
  private static final int SECOND = 1;

  private final HostFixture host = new HostFixture();
  private final DeviceTable devices = host.snapshot().devices();
  private final LevelMerge merge = new LevelMerge();
  private final Accepted offers = new Accepted();

  @Test
  void ordersThatHaveLostTheSame_haveEachDeviceHoldHalf_andALossIsHalved() {
    int a = host.device("user_0/a", 1000);
    int b = host.device("user_0/b", 1000);
    var mix = mix(a, b);
    mix.observe(host.snapshot());
    cutTo(mix, 1000);
    assertThat(devices.residentPages(a)).isEqualTo(500);
    assertThat(devices.residentPages(b)).isEqualTo(500);
  }

  @Test
  void mean_goesOverToTheOrderThatLosesLess_andBack() {
    int a = host.device("user_0/a", 1000);
    int b = host.device("user_0/b", 1000);
    var mix = mix(a, b);
    mix.observe(host.snapshot());
    cutTo(mix, 1000);
    tick(mix, a, 1000);
    assertThat(devices.residentPages(a))
        .as("one order has lost all, the other nothing")
        .isGreaterThan(990);
    assertThat(mix.leader()).isEqualTo(SECOND);
    tick(mix, b, 1000);
    assertThat(devices.residentPages(a)).as("each has lost as much").isBetween(495L, 505L);
    assertThat(mix.leader()).as("no order is clearly better").isEqualTo(SECOND);
    tick(mix, b, 1000);
    assertThat(devices.residentPages(b)).isGreaterThan(900);
    assertThat(mix.leader()).isEqualTo(FIRST);
  }

  @Test
  void leader_stays_withinTheMargin() {
    int a = host.device("user_0/a", 15);
    int b = host.device("user_0/b", 15);
    var mix = mix(a, b);
    tick(mix, b, 15);
    tick(mix, a, 15);
    assertThat(mix.leader()).as("lost 15 pages").isEqualTo(FIRST);
    tick(mix, b, 15);
    tick(mix, a, 15);
    assertThat(mix.leader()).as("lost 30 pages, the other 15").isEqualTo(FIRST);
    tick(mix, a, 15);
    assertThat(mix.leader()).as("lost 45 pages, the other 15").isEqualTo(SECOND);
  }

  @Test
  void firstNeeds_areNobodysLoss() {
    int a = host.device("user_0/a", 0);
    int b = host.device("user_0/b", 1000);
    var mix = mix(a, b);
    for (int pages = 100; pages < 1000; pages += 100) {
      mix.observe(host.pass(SECOND_NANOS).holds(a, pages, pages).snapshot());
      devices.updatePeak(a, pages);
    }
    tick(mix, a, 1000);
    assertThat(mix.leader()).isEqualTo(FIRST);
    assertThat(devices.residentPages(a)).isEqualTo(500);
  }

  @Test
  void largestExcess_goesFirst() {
    int a = host.device("user_0/a", 1000);
    int b = host.device("user_0/b", 1000);
    int c = host.device("user_0/c", 100);
    var mix = mix(c, b);
    mix.observe(host.snapshot());
    mix.begin(host.snapshot(), 150, offers);
    assertThat(mix.rank(b, 1000)).isLessThan(mix.rank(c, 100));
    assertThat(mix.rank(c, 100)).isLessThan(mix.rank(a, 1000));
    assertThat(mix.firstPage(c, 100)).isEqualTo(50);
    assertThat(mix.idleNanosAt(mix.rank(c, 100))).isEqualTo(CutOffers.NEVER);
  }

  @Test
  void demandBeyondTheMean_isMetInTheLeadersOrder() {
    int a = host.device("user_0/a", 1000);
    int b = host.device("user_0/b", 1000);
    var mix = mix(a, b);
    mix.observe(host.snapshot());
    mix.begin(host.snapshot(), 1000, offers);
    merge.offer(host.snapshot(), mix, 1200, Long.MAX_VALUE, offers);
    assertThat(devices.residentPages(a)).isEqualTo(300);
    assertThat(devices.residentPages(b)).isEqualTo(500);
  }

  @Test
  void deviceThatIsNotOpen_isNotCutInThought() {
    int a = host.device("user_0/a", 1000);
    int b = host.device("user_0/b", 1000);
    offers.closed.add(a);
    var mix = mix(a, b);
    mix.observe(host.snapshot());
    cutTo(mix, 1000);
    assertThat(devices.residentPages(a)).isEqualTo(1000);
    offers.closed.clear();
    tick(mix, a, 1000);
    assertThat(mix.leader()).as("nobody had cut it").isEqualTo(FIRST);
  }

  @Test
  void deviceThatHasGone_holdsNothing_inThought() {
    int a = host.device("user_0/a", 1000);
    int b = host.device("user_0/b", 1000);
    var mix = mix(a, b);
    mix.observe(host.snapshot());
    DeviceKey key = devices.key(b);
    devices.remove(b);
    mix.forget(b, key);
    for (int i = 0; i < 5; i++) {
      tick(mix, a, 1000);
    }
    assertThat(mix.leader()).as("nobody has to give anything up").isEqualTo(FIRST);
    assertThat(devices.residentPages(a)).isEqualTo(1000);
  }

  @Test
  void largeHost_isCutInTheLeadersOrder() {
    int first = host.device("user_0/lun0", 10);
    for (int i = 1; i < WatchedDevices.MOST + 1; i++) {
      host.device("user_0/lun" + i, 10);
    }
    var mix = mix(first, first);
    mix.observe(host.snapshot());
    cutTo(mix, devices.totalResidentPages() - 10);
    assertThat(devices.residentPages(first)).isZero();
  }

  @Test
  void sample_ofALargeHost_isBounded_andOfASmallOne_everything() {
    var watched = new WatchedDevices();
    for (int i = 0; i < 5000; i++) {
      if (i == WatchedDevices.MOST) {
        watched.choose(devices);
        assertThat(watched.size()).isEqualTo(WatchedDevices.MOST);
        assertThat(watched.areAll(devices)).isTrue();
      }
      host.device("user_0/lun" + i, 1);
    }
    watched.choose(devices);
    assertThat(watched.areAll(devices)).isFalse();
    assertThat(watched.size()).isBetween(WatchedDevices.SAMPLE / 3, WatchedDevices.SAMPLE * 4 / 3);
  }

  private static OrderMix mix(int firstGives, int secondGives) {
    return new OrderMix(List.of(new Gives(firstGives), new Gives(secondGives)));
  }

  /** A device needs pages; then the host is cut down to what one device holds. */
  private void tick(OrderMix mix, int used, long pages) {
    host.pass(SECOND_NANOS).holds(used, Math.max(pages, devices.residentPages(used)), pages);
    devices.updatePeak(used, pages);
    mix.observe(host.snapshot());
    host.holds(used, devices.residentPages(used), devices.residentPages(used));
    cutTo(mix, pages);
  }

  private void cutTo(OrderMix mix, long pages) {
    long excess = Math.max(0, devices.totalResidentPages() - pages);
    mix.begin(host.snapshot(), excess, offers);
    merge.offer(host.snapshot(), mix, excess, Long.MAX_VALUE, offers);
  }

  private final class Accepted implements CutOffers {
    private final Set<Integer> closed = new HashSet<>();

    @Override
    public long offer(int slot, long keepPages) {
      long held = devices.residentPages(slot);
      host.holds(slot, keepPages, keepPages);
      return held - keepPages;
    }

    @Override
    public boolean isOpen(int slot) {
      return !closed.contains(slot);
    }

    @Override
    public void pass(int slot, Verdict verdict) {}
  }

  private record Gives(int victim) implements LevelRanks {
    @Override
    public long rank(int slot, long endPage) {
      return slot == victim ? 0 : 1;
    }

    @Override
    public long firstPage(int slot, long endPage) {
      return 0;
    }

    @Override
    public long idleNanosAt(long rank) {
      return CutOffers.NEVER;
    }
  }
}
