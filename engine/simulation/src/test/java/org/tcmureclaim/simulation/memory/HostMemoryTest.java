package org.tcmureclaim.simulation.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class HostMemoryTest {
  private final HostMemory memory = new HostMemory(new MemorySettings(1000, 100, 50, 300, 600));

  @Test
  void available_isWhatNobodyHolds_dataAreasIncluded() {
    memory.update(300, 200);
    assertThat(memory.availableBytes()).isEqualTo(400);
    memory.update(300, 250);
    assertThat(memory.availableBytes()).isEqualTo(350);
  }

  @Test
  void available_isNeverBelowZero() {
    memory.update(600, 400);
    assertThat(memory.availableBytes()).isZero();
    assertThat(memory.freeBytes()).isZero();
  }

  @Test
  void free_leavesThePageCacheOut_andNeverExceedsWhatIsAvailable() {
    memory.update(300, 200);
    assertThat(memory.freeBytes()).isEqualTo(350);
    memory.update(600, 240);
    assertThat(memory.freeBytes()).isEqualTo(30);
  }

  @Test
  void settings_withoutRoomForThePeak_areRefused() {
    assertThatThrownBy(() -> new MemorySettings(700, 100, 50, 300, 600))
        .hasMessage("totalBytes (700) must exceed reservedBytes + peakBytes");
  }
}
