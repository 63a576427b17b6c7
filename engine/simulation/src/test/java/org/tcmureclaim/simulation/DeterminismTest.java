package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcmureclaim.decision.Plans;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

final class DeterminismTest {
  private static final SimulatedHostSettings SETTINGS =
      SimulatedHostSettings.defaults()
          .withDay(120 * TestHosts.SECOND, 5 * TestHosts.SECOND)
          .withChurnPerMinute(60)
          .withSpeed(Speed.unbounded());

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void sameSeedAndCalls_giveTheSameSamplesToTheBit(TruncationStyle style) {
    var settings = SETTINGS.withTruncation(style, true);
    assertThat(hashOfSamples(settings)).isEqualTo(hashOfSamples(settings));
  }

  @Test
  void anotherSeed_givesAnotherHost() {
    assertThat(hashOfSamples(SETTINGS.withSeed(2))).isNotEqualTo(hashOfSamples(SETTINGS));
  }

  /** A hash of 200 samples, each followed by an attempt to cut everything. */
  private static long hashOfSamples(SimulatedHostSettings settings) {
    long hash = 1;
    try (var host = new SimulatedHost(settings)) {
      var snapshot = new HostSnapshot();
      var outcomes = new Outcomes();
      for (int tick = 0; tick < 200; tick++) {
        host.awaitEvent(host.nanoTime() + TestHosts.SECOND / 10);
        host.sample(snapshot, TestHosts.DEAF);
        hash = 31 * hash + hash(snapshot);
        if (host.truncator().takeOutcomes(outcomes)) {
          hash = 31 * hash + outcomes.totalFreedPages();
        }
        host.truncator().begin(Plans.cuttingAll(snapshot.devices(), tick));
      }
      return 31 * hash + host.tally().hashCode();
    }
  }

  private static long hash(HostSnapshot snapshot) {
    long hash = snapshot.takenAtNanos();
    hash = 31 * hash + snapshot.memory().availableBytes();
    hash = 31 * hash + snapshot.pressure().someTotalMicros();
    hash = 31 * hash + snapshot.pressure().fullTotalMicros();
    hash = 31 * hash + snapshot.pressure().someEvents();
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      hash = 31 * hash + devices.key(slot).hashCode();
      hash = 31 * hash + devices.residentPages(slot);
      hash = 31 * hash + devices.tailPages(slot);
      hash = 31 * hash + devices.commands(slot);
      hash = 31 * hash + devices.flags(slot);
    }
    return hash;
  }
}
