package org.tcmureclaim.replay.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BlockDevicesTest {
  private final List<String> made = new ArrayList<>();
  private final BlockDevices devices =
      new BlockDevices(
          name -> {
            made.add(name);
            return new BlockDevice(name);
          });

  @Test
  void manyDevices_areMadeOnceEach_andFoundAgain() {
    List<BlockDevice> first = new ArrayList<>();
    for (int minor = 0; minor < 3_000; minor++) {
      first.add(devices.of(BlockDevices.number(8 + minor % 3, minor)));
    }
    for (int minor = 0; minor < 3_000; minor++) {
      assertThat(devices.of(BlockDevices.number(8 + minor % 3, minor))).isSameAs(first.get(minor));
    }
    assertThat(made).hasSize(3_000).doesNotHaveDuplicates().contains("8:0", "9:1", "10:2999");
  }

  @Test
  void deviceZero_isADeviceToo() {
    assertThat(devices.of(0).name).isEqualTo("0:0");
    assertThat(devices.of(0)).isSameAs(devices.of(BlockDevices.number(0, 0)));
    assertThat(made).containsExactly("0:0");
  }

  @Test
  void largestNumbers_keepApart() {
    assertThat(devices.of(BlockDevices.number(999_999_999, 999_999_999)).name)
        .isEqualTo("999999999:999999999");
    assertThat(devices.of(BlockDevices.number(1, 0)).name).isEqualTo("1:0");
    assertThat(devices.of(BlockDevices.number(0, 1)).name).isEqualTo("0:1");
  }
}
