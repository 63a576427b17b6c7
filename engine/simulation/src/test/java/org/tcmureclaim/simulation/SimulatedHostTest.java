package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.simulation.TestHosts.SECOND;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.decision.Plans;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.simulation.memory.MemorySettings;
import org.tcmureclaim.simulation.workload.HabitKind;
import org.tcmureclaim.simulation.workload.SimulatedCustomer;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

final class SimulatedHostTest {
  private final HostSnapshot snapshot = new HostSnapshot();
  private final DeviceTable devices = snapshot.devices();

  @Test
  void time_passesInAwaitEventOnly_upToTheDeadline() {
    try (var host = new SimulatedHost(TestHosts.small())) {
      long start = host.nanoTime();
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(host.nanoTime()).isEqualTo(start);
      assertThat(host.awaitEvent(start + 12_000_000)).isFalse();
      assertThat(host.nanoTime()).isEqualTo(start + 15_000_000);
      assertThat(host.awaitEvent(start)).isFalse();
      assertThat(host.nanoTime()).isEqualTo(start + 15_000_000);
    }
  }

  @Test
  void secondOfDay_goesRoundOnceInASimulatedDay() {
    // A day of 24 s that has passed once: an hour is a second.
    try (var host = new SimulatedHost(TestHosts.small().withDay(24 * SECOND, 24 * SECOND))) {
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(snapshot.secondOfDay()).isZero();
      TestHosts.pass(host, 22 * SECOND);
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(snapshot.secondOfDay()).isBetween(22 * 3600, 22 * 3600 + 60);
      TestHosts.pass(host, 3 * SECOND);
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(snapshot.secondOfDay()).isBetween(3600, 3600 + 120);
    }
  }

  @Test
  void identity_aLunOfACustomer_hasADevConfigInItsPool() {
    try (var host = new SimulatedHost(TestHosts.small())) {
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(host.identity(devices.key(devices.slotAt(0))))
          .isEqualTo(new DeviceIdentity("user_0/acme-000", "sim/acme/acme-000", ""));
    }
  }

  @Test
  void wake_makesTheNextAwaitReturnAtOnce_andOnlyThatOne() {
    try (var host = new SimulatedHost(TestHosts.small())) {
      long start = host.nanoTime();
      host.wake();
      assertThat(host.awaitEvent(start + SECOND)).isTrue();
      assertThat(host.nanoTime()).isEqualTo(start);
      assertThat(host.awaitEvent(start + SECOND / 10)).isFalse();
    }
  }

  @Test
  void sample_listsAllLuns_withWhatTheyHold() {
    try (var host = new SimulatedHost(TestHosts.small())) {
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(devices.size()).isEqualTo(8);
      assertThat(devices.key(devices.slotAt(0)).toString()).isEqualTo("user_0/acme-000#1");
      assertThat(devices.totalResidentPages()).isGreaterThan(1000);
      for (int i = 0; i < devices.size(); i++) {
        int slot = devices.slotAt(i);
        assertThat(devices.tailPages(slot)).isBetween(0L, devices.residentPages(slot));
        assertThat(devices.commands(slot)).isPositive();
        assertThat(devices.sampledAtNanos(slot)).isEqualTo(host.nanoTime());
        assertThat(devices.flags(slot)).isZero();
      }
    }
  }

  @Test
  void invisibleTail_isGivenAsAllThatTheDeviceHolds() {
    var settings = TestHosts.small();
    var unseen = new HostSnapshot();
    int ticksWithBlocksInUse = 0;
    try (var seeing = new SimulatedHost(settings);
        var blind = new SimulatedHost(settings.withTruncation(TruncationStyle.SHIM, false))) {
      for (int tick = 0; tick < 50; tick++) {
        TestHosts.pass(seeing, SECOND / 10);
        TestHosts.pass(blind, SECOND / 10);
        seeing.sample(snapshot, TestHosts.DEAF);
        blind.sample(unseen, TestHosts.DEAF);
        long resident = devices.totalResidentPages();
        assertThat(unseen.devices().totalResidentPages()).isEqualTo(resident);
        assertThat(unseen.devices().totalTailPages()).isEqualTo(resident);
        ticksWithBlocksInUse += devices.totalTailPages() < resident ? 1 : 0;
      }
    }
    assertThat(ticksWithBlocksInUse).isPositive();
  }

  @Test
  void shim_givesPeaksAndLadders_thatAgreeWithWhatIsHeld() {
    long peaksAboveUse = 0;
    try (var host = new SimulatedHost(TestHosts.small())) {
      for (int tick = 0; tick < 50; tick++) {
        TestHosts.pass(host, SECOND / 10);
        host.sample(snapshot, TestHosts.DEAF);
        for (int i = 0; i < devices.size(); i++) {
          int slot = devices.slotAt(i);
          long inUse = devices.residentPages(slot) - devices.tailPages(slot);
          assertThat(devices.peakPages(slot)).isBetween(inUse, devices.residentPages(slot));
          assertThat(devices.ladders().rungs(slot)).isPositive();
          assertThat(devices.ladders().timesReached(slot, 0)).isPositive();
          peaksAboveUse += devices.peakPages(slot) > inUse ? 1 : 0;
        }
      }
    }
    assertThat(peaksAboveUse).isPositive();
  }

  @Test
  void unpatchedHost_keepsNoLadders() {
    var settings = TestHosts.small().withTruncation(TruncationStyle.STOCK, false);
    try (var host = new SimulatedHost(settings)) {
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(devices.ladders().rungs(devices.slotAt(0))).isZero();
    }
  }

  @Test
  void memAvailable_risesByWhatACutFrees_andFallsAsPagesComeBack() {
    // Other users who never change, so that only the data areas move.
    var memory = new MemorySettings(8L << 30, 0, 0, 1L << 30, 1L << 30);
    try (var host = new SimulatedHost(TestHosts.small().withMemory(memory))) {
      long unusedBytes = (8L << 30);
      for (int i = 0; i < 30; i++) {
        TestHosts.pass(host, SECOND / 4);
        host.sample(snapshot, TestHosts.DEAF);
        assertThat(snapshot.memory().availableBytes() + devices.totalResidentPages() * 4096)
            .as("tick %d", i)
            .isBetween(unusedBytes - (1L << 30) - (140L << 20), unusedBytes - (1L << 30));
      }
      long before = snapshot.memory().availableBytes();
      host.truncator().begin(Plans.cuttingAll(devices, 0));
      assertThat(host.awaitEvent(host.nanoTime() + SECOND)).isTrue();
      TestHosts.pass(host, 5_000_000);
      host.sample(snapshot, TestHosts.DEAF);
      long after = snapshot.memory().availableBytes();
      assertThat(after).isGreaterThan(before);
      TestHosts.pass(host, 20 * SECOND);
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(snapshot.memory().availableBytes()).isLessThan(after);
    }
  }

  @Test
  void fullDataArea_isFlagged() {
    var settings =
        TestHosts.small()
            .withCustomers(List.of(new SimulatedCustomer("dune", 4, HabitKind.QUIETING)))
            .withDataAreas(new DataAreaSettings(256, 1, 1 << 20));
    try (var host = new SimulatedHost(settings)) {
      boolean seen = false;
      for (int tick = 0; tick < 2000 && !seen; tick++) {
        host.awaitEvent(host.nanoTime() + 5_000_000);
        host.sample(snapshot, TestHosts.DEAF);
        for (int i = 0; i < devices.size(); i++) {
          seen |= DeviceFlag.QUEUE_FULL.in(devices.flags(devices.slotAt(i)));
        }
      }
      assertThat(seen).isTrue();
    }
  }

  @Test
  void faults_showInTheSample() {
    try (var host = new SimulatedHost(TestHosts.small())) {
      host.sample(snapshot, TestHosts.DEAF);
      long sampledAt = host.nanoTime();
      int stale = devices.slotAt(0);
      int unattended = devices.slotAt(1);
      host.faults().set(devices.key(stale), Fault.SAMPLING_STALE);
      host.faults().set(devices.key(unattended), Fault.HANDLER_ABSENT);
      TestHosts.pass(host, SECOND);
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(devices.sampledAtNanos(stale)).isEqualTo(sampledAt);
      assertThat(DeviceFlag.HANDLER_ABSENT.in(devices.flags(unattended))).isTrue();
      host.faults().clear(devices.key(stale), Fault.SAMPLING_STALE);
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(devices.sampledAtNanos(stale)).isEqualTo(sampledAt + SECOND);
    }
  }

  @Test
  void defaultHost_getsShortOfMemoryWithinFifteenSeconds_andTellsByPsi() {
    try (var host =
        new SimulatedHost(SimulatedHostSettings.defaults().withSpeed(Speed.unbounded()))) {
      TestHosts.pass(host, 3 * SECOND);
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(snapshot.pressure().someTotalMicros()).isZero();
      TestHosts.pass(host, 12 * SECOND);
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(snapshot.pressure().someTotalMicros()).isGreaterThan(100_000);
      assertThat(snapshot.pressure().someEvents()).isPositive();
    }
  }
}
