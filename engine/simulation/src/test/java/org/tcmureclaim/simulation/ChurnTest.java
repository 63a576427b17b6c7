package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.decision.Plans;
import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

final class ChurnTest {
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Set<DeviceKey> known = new HashSet<>();
  private final Map<String, Long> generations = new HashMap<>();
  private int removals;

  @Test
  void lunsThatComeBack_haveTheSamePathAndANewGeneration() {
    var settings = TestHosts.small().withChurnPerMinute(120);
    try (var host = new SimulatedHost(settings)) {
      for (int tick = 0; tick < 600; tick++) {
        host.awaitEvent(host.nanoTime() + TestHosts.SECOND / 10);
        host.sample(snapshot, new Checking(snapshot.devices()));
        assertThat(snapshot.devices().size()).isEqualTo(known.size());
      }
    }
    assertThat(removals).isGreaterThan(20);
    assertThat(generations).hasSize(8);
  }

  @Test
  void comingAndGoing_endsAWait() {
    var settings = TestHosts.small().withChurnPerMinute(120);
    try (var host = new SimulatedHost(settings)) {
      assertThat(host.awaitEvent(host.nanoTime() + 20 * TestHosts.SECOND)).isTrue();
    }
  }

  @Test
  void tally_keepsWhatDevicesDidThatHaveGone() {
    var settings = TestHosts.small().withChurnPerMinute(300);
    try (var host = new SimulatedHost(settings)) {
      Tally before = host.tally();
      for (int tick = 0; tick < 300; tick++) {
        host.awaitEvent(host.nanoTime() + TestHosts.SECOND / 10);
        host.sample(snapshot, TestHosts.DEAF);
        host.truncator().begin(Plans.cuttingAll(snapshot.devices(), 0));
        Tally now = host.tally();
        assertThat(now.freedPages()).isGreaterThanOrEqualTo(before.freedPages());
        assertThat(now.firstAllocatedPages()).isGreaterThanOrEqualTo(before.firstAllocatedPages());
        before = now;
      }
      assertThat(before.freedPages()).isPositive();
    }
  }

  private final class Checking implements DeviceListener {
    private final DeviceTable devices;

    Checking(DeviceTable devices) {
      this.devices = devices;
    }

    @Override
    public void added(int slot, DeviceKey key) {
      assertThat(devices.key(slot)).as("already in the table").isEqualTo(key);
      assertThat(known.add(key)).isTrue();
      Long before = generations.put(key.path(), key.generation());
      assertThat(before == null || before < key.generation())
          .as("%s after %s", key, before)
          .isTrue();
    }

    @Override
    public void removed(int slot, DeviceKey key) {
      assertThat(devices.key(slot)).as("still in the table").isEqualTo(key);
      assertThat(known.remove(key)).isTrue();
      removals++;
    }
  }
}
