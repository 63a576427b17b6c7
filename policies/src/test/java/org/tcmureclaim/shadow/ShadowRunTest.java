package org.tcmureclaim.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.MIB;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import org.junit.jupiter.api.Test;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;
import org.tcmureclaim.snapshot.HostSnapshot;

class ShadowRunTest {
  private static final DemandSettings DEMAND =
      new DemandSettings(
          100 * MIB, 200 * MIB, 400 * MIB, 4096 * MIB, 0.01, 0.5, 0.1, 0.25, 5 * SECOND_NANOS);
  private static final GuardSettings GUARD = new GuardSettings(0, 5 * SECOND_NANOS, 0, 0);

  private final HostFixture host = new HostFixture();
  private final Decider active = new Decider(settings(new OneDevice("user_0/busy")));
  private final ShadowRun run = new ShadowRun(settings(new OneDevice("user_0/idle")));
  private int busy;

  @Test
  void shadow_thatCutsTheIdleDevice_isScoredBetterThanTheActiveOne() {
    busy = host.device("user_0/busy", 1000);
    host.device("user_0/idle", 1000);
    host.availableBytes(199 * MIB);
    for (int tick = 0; tick < 5; tick++) {
      tick(true);
    }
    assertThat(run.active().cutPages()).isEqualTo(5000);
    assertThat(run.active().reallocatedPages()).as("after each cut but the last").isEqualTo(4000);
    assertThat(run.shadow().cutPages()).isEqualTo(1000);
    assertThat(run.shadow().reallocatedPages()).isZero();
    assertThat(run.active().heldPageMillis()).isEqualTo(4 * 1000 * 1000L);
    assertThat(run.shadow().heldPageMillis()).isEqualTo(4 * 1000 * 1000L);
  }

  @Test
  void shadow_touchesNothingOfTheHost() {
    busy = host.device("user_0/busy", 1000);
    int idle = host.device("user_0/idle", 1000);
    host.availableBytes(199 * MIB);
    tick(true);
    assertThat(run.shadow().snapshot().devices().residentPages(idle)).isZero();
    assertThat(host.snapshot().devices().residentPages(idle)).isEqualTo(1000);
    assertThat(host.snapshot().devices().tailPages(idle)).isEqualTo(1000);
  }

  @Test
  void whilePlanIsUnderWay_neitherIsScored() {
    busy = host.device("user_0/busy", 1000);
    host.device("user_0/idle", 1000);
    host.availableBytes(199 * MIB);
    tick(false);
    assertThat(run.active().cutPages()).isZero();
    assertThat(run.shadow().cutPages()).isZero();
  }

  @Test
  void device_thatCameBackAsAnother_isNoReallocation() {
    busy = host.device("user_0/busy", 1000);
    host.availableBytes(199 * MIB);
    tick(true);
    DeviceTable devices = host.snapshot().devices();
    active.forget(busy, devices.key(busy));
    run.forget(busy, devices.key(busy));
    devices.remove(busy);
    busy = devices.add(new DeviceKey("user_0/busy", 2), host.nowNanos());
    host.holds(busy, 700, 700);
    tick(true);
    assertThat(run.active().reallocatedPages()).isZero();
  }

  private void tick(boolean canAct) {
    host.pass(SECOND_NANOS).use(busy);
    host.snapshot().devices().updatePeak(busy, 1000);
    Plan plan = active.decide(host.snapshot());
    run.tick(host.snapshot(), plan, canAct);
  }

  private static DecisionSettings settings(ReclaimPolicy policy) {
    return DecisionSettings.forAll(DEMAND, GUARD, Granularity.DEVICE, "one", policy);
  }

  /** Offers always the same device. */
  private record OneDevice(String path) implements ReclaimPolicy {
    @Override
    public void observe(HostSnapshot snapshot) {}

    @Override
    public long countPages(HostSnapshot snapshot) {
      return snapshot.devices().totalTailPages();
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      DeviceTable devices = snapshot.devices();
      for (int i = 0; i < devices.size(); i++) {
        if (devices.key(devices.slotAt(i)).path().equals(path) && demand.pages() > 0) {
          offers.offer(devices.slotAt(i), 0);
        }
      }
    }
  }
}
