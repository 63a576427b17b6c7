package org.tcmureclaim.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeatLaddersTest {
  private final DeviceTable devices = new DeviceTable();
  private final HeatLadders ladders = devices.ladders();

  @Test
  void ladder_ofNewDeviceInAUsedSlot_hasNoRungs() {
    int slot = devices.add(new DeviceKey("user_0/a", 1), 0);
    ladders.size(slot, 2);
    ladders.update(slot, 1, 16, 40, 3);
    devices.remove(slot);

    int next = devices.add(new DeviceKey("user_0/a", 2), 0);

    assertThat(next).isEqualTo(slot);
    assertThat(ladders.rungs(next)).isZero();
  }

  /** The shim's figures are counted while they are written. */
  @Test
  void rungs_writtenBeforeTheirNumberIsSaid_areKept() {
    int slot = devices.add(new DeviceKey("user_0/a", 1), 0);
    ladders.update(slot, 0, 0, 40, 3);
    ladders.size(slot, 1);

    assertThat(ladders.timesReached(slot, 0)).isEqualTo(3);
  }

  @Test
  void ladders_afterTheTableHasGrown_keepTheirRungs() {
    int slot = devices.add(new DeviceKey("user_0/a", 1), 0);
    ladders.size(slot, 2);
    ladders.update(slot, 1, 16, 40, 3);

    for (int i = 0; i < 100; i++) {
      ladders.size(devices.add(new DeviceKey("user_0/b" + i, 1), 0), HeatLadders.MOST_RUNGS);
    }

    assertThat(ladders.rungs(slot)).isEqualTo(2);
    assertThat(ladders.firstPage(slot, 1)).isEqualTo(16);
    assertThat(ladders.lastReachedNanos(slot, 1)).isEqualTo(40);
    assertThat(ladders.timesReached(slot, 1)).isEqualTo(3);
  }

  @Test
  void size_ofMoreRungsThanThereAre_isRefused() {
    int slot = devices.add(new DeviceKey("user_0/a", 1), 0);
    assertThatThrownBy(() -> ladders.size(slot, 33)).hasMessage("33 rungs; at most 32");
  }

  @Test
  void peak_withoutASensorForIt_isWhatTheSamplesProve() {
    int slot = devices.add(new DeviceKey("user_0/a", 1), 0);
    devices.updateUsage(slot, 100, 100, 1);
    assertThat(devices.peakPages(slot)).as("it has grown to this").isEqualTo(100);
    devices.updateUsage(slot, 100, 70, 2);
    assertThat(devices.peakPages(slot)).as("in use now").isEqualTo(30);
    devices.updatePeak(slot, 45);
    assertThat(devices.peakPages(slot)).isEqualTo(45);
  }
}
