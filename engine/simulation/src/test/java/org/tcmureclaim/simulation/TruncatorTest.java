package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.simulation.TestHosts.SECOND;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plans;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

final class TruncatorTest {
  private final HostSnapshot snapshot = new HostSnapshot();
  private final DeviceTable devices = snapshot.devices();
  private final Outcomes outcomes = new Outcomes();

  @Test
  void shim_cutsOneDeviceToWhatIsToBeKept_andSaysWhatItFreed() {
    try (var host = host(TruncationStyle.SHIM)) {
      int slot = largest();
      long held = devices.residentPages(slot);
      long others = devices.totalResidentPages() - held;
      assertThat(host.truncator().granularity()).isEqualTo(Granularity.DEVICE);
      assertThat(host.truncator().begin(Plans.cutting(devices, slot, held - 10))).isTrue();
      assertThat(host.truncator().takeOutcomes(outcomes)).isFalse();
      assertThat(host.awaitEvent(host.nanoTime() + SECOND)).isTrue();
      assertThat(host.truncator().takeOutcomes(outcomes)).isTrue();
      assertThat(host.truncator().takeOutcomes(outcomes)).as("handed over once").isFalse();
      assertThat(outcomes.overall()).isEqualTo(CutResult.FREED);
      assertThat(outcomes.size()).isEqualTo(1);
      assertThat(outcomes.totalFreedPages()).isEqualTo(10);
      assertThat(outcomes.endedAtNanos()).isGreaterThan(outcomes.startedAtNanos());
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(devices.residentPages(slot)).isEqualTo(held - 10);
      assertThat(devices.totalResidentPages()).isGreaterThanOrEqualTo(others);
    }
  }

  @Test
  void shim_onADeviceWithNothingToGive_saysSo() {
    try (var host = host(TruncationStyle.SHIM)) {
      assertOverall(host, Long.MAX_VALUE / 4096, CutResult.NOTHING);
    }
  }

  @Test
  void begin_whileAPlanIsUnderWay_isRefused() {
    try (var host = host(TruncationStyle.SHIM)) {
      assertThat(host.truncator().begin(Plans.cuttingAll(devices, 0))).isTrue();
      assertThat(host.truncator().begin(Plans.cuttingAll(devices, 0))).isFalse();
      host.awaitEvent(host.nanoTime() + SECOND);
      assertThat(host.truncator().begin(Plans.cuttingAll(devices, 0))).isTrue();
    }
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource({"VANISHES_BEFORE_CUT, GONE", "BUSY, BUSY", "REFUSED, REFUSED"})
  void shim_withAFault_tellsItFromTheOthers(Fault fault, CutResult expected) {
    try (var host = host(TruncationStyle.SHIM)) {
      host.faults().set(devices.key(largest()), fault);
      assertOverall(host, 0, expected);
    }
  }

  @Test
  void deviceThatVanished_comesBackAsAnotherOne() {
    try (var host = host(TruncationStyle.SHIM)) {
      int slot = largest();
      String path = devices.key(slot).path();
      host.faults().set(devices.key(slot), Fault.VANISHES_BEFORE_CUT);
      assertOverall(host, 0, CutResult.GONE);
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(devices.size()).isEqualTo(7);
      TestHosts.pass(host, 4 * SECOND);
      host.sample(snapshot, TestHosts.DEAF);
      assertThat(devices.size()).isEqualTo(8);
      assertThat(devices.slotOf(new DeviceKey(path, 2))).isNotNegative();
    }
  }

  @Test
  void stock_cutsEveryDevice_andRestoresTheLimit() {
    try (var host = host(TruncationStyle.STOCK)) {
      long held = devices.totalResidentPages();
      assertThat(host.truncator().granularity()).isEqualTo(Granularity.HOST);
      host.truncator().begin(Plans.cutting(devices, largest(), 0));
      host.awaitEvent(host.nanoTime() + SECOND);
      assertThat(host.truncator().takeOutcomes(outcomes)).isTrue();
      assertThat(outcomes.size()).isGreaterThan(4);
      assertThat(outcomes.totalFreedPages()).isGreaterThan(held / 2);
      assertThat(outcomes.totalFreedPages()).isEqualTo(host.tally().freedPages());
      long freedOnce = host.tally().freedPages();
      TestHosts.pass(host, 20 * SECOND);
      assertThat(host.tally().freedPages()).isEqualTo(freedOnce);
    }
  }

  @Test
  void stock_whileTheKernelsWorkWaitsForItsNextTurn_cutsAllTheSame() {
    // A limit that is exceeded all the time: the work waits for five seconds after each turn.
    var settings =
        TestHosts.small()
            .withTruncation(TruncationStyle.STOCK, true)
            .withDataAreas(new DataAreaSettings(4096, 1, 1));
    try (var host = new SimulatedHost(settings)) {
      int cuts = 0;
      for (int tick = 0; tick < 20; tick++) {
        TestHosts.pass(host, 700_000_000);
        host.sample(snapshot, TestHosts.DEAF);
        if (devices.totalResidentPages() > 1000 && devices.totalTailPages() > 100) {
          host.truncator().begin(Plans.cuttingAll(devices, 0));
          TestHosts.pass(host, 50_000_000);
          assertThat(host.truncator().takeOutcomes(outcomes)).isTrue();
          assertThat(outcomes.overall()).as("tick %d", tick).isEqualTo(CutResult.FREED);
          cuts++;
        }
      }
      assertThat(cuts).isGreaterThan(3);
    }
  }

  @Test
  void stock_closedHalfWay_restoresTheLimit() {
    var simulation = new Simulation(TestHosts.small());
    var truncator = new SimulatedTruncator(new StockCutting(simulation), simulation, new Faults());
    truncator.begin(Plans.cuttingAll(devices, 0));
    assertThat(simulation.global().limitPages()).isEqualTo(256);
    truncator.close();
    assertThat(simulation.global().limitPages())
        .isEqualTo(DataAreaSettings.KERNEL_GLOBAL_LIMIT_PAGES);
  }

  @Test
  void stock_withADeviceThatVanishes_saysThatItIsGone() {
    try (var host = host(TruncationStyle.STOCK)) {
      var key = devices.key(largest());
      host.faults().set(key, Fault.VANISHES_BEFORE_CUT);
      host.truncator().begin(Plans.cutting(devices, largest(), 0));
      host.awaitEvent(host.nanoTime() + SECOND);
      host.truncator().takeOutcomes(outcomes);
      assertThat(outcomes.key(0)).isEqualTo(key);
      assertThat(outcomes.result(0)).isEqualTo(CutResult.GONE);
      assertThat(outcomes.overall()).isEqualTo(CutResult.FREED);
    }
  }

  @Test
  void observe_touchesNothing() {
    try (var host = host(TruncationStyle.OBSERVE)) {
      assertOverall(host, 0, CutResult.OBSERVED);
      assertThat(host.tally().freedPages()).isZero();
    }
  }

  private SimulatedHost host(TruncationStyle style) {
    var host = new SimulatedHost(TestHosts.small().withTruncation(style, true));
    host.sample(snapshot, TestHosts.DEAF);
    return host;
  }

  private void assertOverall(SimulatedHost host, long keepPages, CutResult expected) {
    host.truncator().begin(Plans.cutting(devices, largest(), keepPages));
    assertThat(host.awaitEvent(host.nanoTime() + SECOND)).isTrue();
    assertThat(host.truncator().takeOutcomes(outcomes)).isTrue();
    assertThat(outcomes.overall()).isEqualTo(expected);
    assertThat(outcomes.result(0)).isEqualTo(expected);
    assertThat(outcomes.totalFreedPages()).isZero();
  }

  private int largest() {
    int largest = devices.slotAt(0);
    for (int i = 1; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      if (devices.tailPages(slot) > devices.tailPages(largest)) {
        largest = slot;
      }
    }
    return largest;
  }
}
