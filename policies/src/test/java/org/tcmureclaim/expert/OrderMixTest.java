package org.tcmureclaim.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.merge.LevelRanks;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;

/** Two devices of the same size and room for one of them; two orders that give one up each. */
class BestOrderTest {
  private static final int FIRST = 0;
  private static final int SECOND = 1;

  private final HostFixture host = new HostFixture();
  private final DeviceTable devices = host.snapshot().devices();

  @Test
  void leader_changes_onceAnotherHasLostClearlyLess_andBack() {
    int a = host.device("user_0/a", 1000);
    int b = host.device("user_0/b", 1000);
    var best = new BestOrder(List.of(new Gives(a), new Gives(b)));
    tick(best, a, 1000);
    assertThat(best.leader()).isEqualTo(FIRST);
    tick(best, a, 1000);
    assertThat(best.leader()).isEqualTo(SECOND);
    tick(best, b, 1000);
    assertThat(best.leader()).isEqualTo(SECOND);
    tick(best, b, 1000);
    tick(best, b, 1000);
    assertThat(best.leader()).isEqualTo(FIRST);
  }

  @Test
  void leader_stays_withinTheMargin() {
    int a = host.device("user_0/a", 15);
    int b = host.device("user_0/b", 15);
    var best = new BestOrder(List.of(new Gives(a), new Gives(b)));
    tick(best, a, 15);
    tick(best, a, 15);
    assertThat(best.leader()).as("lost 15 pages").isEqualTo(FIRST);
    tick(best, a, 15);
    assertThat(best.leader()).as("lost 30 pages").isEqualTo(SECOND);
  }

  @Test
  void firstNeeds_areNobodysLoss() {
    int a = host.device("user_0/a", 0);
    int b = host.device("user_0/b", 1000);
    var best = new BestOrder(List.of(new Gives(a), new Gives(b)));
    for (int pages = 100; pages < 1000; pages += 100) {
      best.observe(host.pass(SECOND_NANOS).holds(a, pages, pages).snapshot());
      devices.updatePeak(a, pages);
    }
    tick(best, a, 1000);
    assertThat(best.leader()).isEqualTo(FIRST);
  }

  @Test
  void deviceThatHasGone_holdsNothing_inThought() {
    int a = host.device("user_0/a", 1000);
    int b = host.device("user_0/b", 1000);
    var best = new BestOrder(List.of(new Gives(a), new Gives(b)));
    best.observe(host.snapshot());
    DeviceKey key = devices.key(b);
    devices.remove(b);
    best.forget(b, key);
    for (int i = 0; i < 5; i++) {
      tick(best, a, 1000);
    }
    assertThat(best.leader()).as("nobody has to give anything up").isEqualTo(FIRST);
  }

  @Test
  void sample_ofALargeHost_isBounded_andOfASmallOne_everything() {
    var watched = new WatchedDevices();
    for (int i = 0; i < 5000; i++) {
      if (i == WatchedDevices.MOST) {
        watched.choose(devices);
        assertThat(watched.size()).isEqualTo(WatchedDevices.MOST);
      }
      host.device("user_0/lun" + i, 1);
    }
    watched.choose(devices);
    assertThat(watched.size()).isBetween(WatchedDevices.MOST / 3, WatchedDevices.MOST * 4 / 3);
  }

  /** A device needs pages; then the host is cut down to what one device holds. */
  private void tick(BestOrder best, int used, long pages) {
    host.pass(SECOND_NANOS).holds(used, Math.max(pages, devices.residentPages(used)), pages);
    devices.updatePeak(used, pages);
    best.observe(host.snapshot());
    long excess = devices.totalResidentPages() - pages;
    CutOffers offers = best.begin(host.snapshot(), new Accepted());
    for (int i = devices.size() - 1; i >= 0 && excess > 0; i--) {
      int slot = devices.slotAt(i);
      long held = devices.residentPages(slot);
      excess -= offers.offer(slot, held - Math.min(held, excess));
    }
    best.settle(host.snapshot());
  }

  private final class Accepted implements CutOffers {
    @Override
    public long offer(int slot, long keepPages) {
      long held = devices.residentPages(slot);
      host.holds(slot, keepPages, keepPages);
      return held - keepPages;
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
