package org.tcmureclaim.simulation.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.simulation.dataarea.GlobalPages;
import org.tcmureclaim.simulation.dataarea.TcmuDevice;

final class LunWorkloadTest {
  private static final long SECOND = 1_000_000_000;
  private static final long DAY_NANOS = 120 * SECOND;
  private static final long QUIET_FROM_NANOS = 100 * SECOND;

  private final TcmuDevice device = device();

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void commands_areTheSame_howeverOftenTheDeviceIsTruncatedOrAskedToAdvance(HabitKind kind) {
    var truncated = device();
    var leftAlone = workload(device, kind, 1);
    var cut = workload(truncated, kind, 1);
    for (long now = 0; now <= 200 * SECOND; now += SECOND / 10) {
      cut.advance(now);
      truncated.area().truncate(0);
    }
    leftAlone.advance(200 * SECOND);
    assertThat(truncated.commands()).isEqualTo(device.commands()).isPositive();
    assertThat(truncated.transferredBytes()).isEqualTo(device.transferredBytes());
    assertThat(truncated.area().usedBlocks()).isEqualTo(device.area().usedBlocks());
    assertThat(truncated.area().highestUsedBlock()).isEqualTo(device.area().highestUsedBlock());
    assertThat(truncated.area().reallocatedPages()).isPositive();
    assertThat(device.area().reallocatedPages()).isZero();
  }

  @Test
  void steadyLun_needsItsHighWaterAgainWithinSeconds() {
    assertThat(secondsThatReach(HabitKind.STEADY, 0, 100, 256)).isGreaterThan(10);
  }

  @Test
  void quietingLun_doesNextToNothingOnceItIsQuiet() {
    assertThat(secondsThatReach(HabitKind.QUIETING, 0, 90, 256)).isGreaterThan(5);
    assertThat(secondsThatReach(HabitKind.QUIETING, 110, 1000, 8)).isZero();
  }

  @Test
  void nightlyLun_usesItsAreaDuringTheJob_andHardlyBesides() {
    assertThat(secondsThatReach(HabitKind.NIGHTLY, 0, 35, 512)).isZero();
    assertThat(secondsThatReach(HabitKind.NIGHTLY, 39, 48, 512)).isEqualTo(9);
    assertThat(secondsThatReach(HabitKind.NIGHTLY, 70, 155, 512)).isZero();
    assertThat(secondsThatReach(HabitKind.NIGHTLY, 159, 168, 512)).isEqualTo(9);
  }

  /** In how many seconds of a span the device used at least so many pages. */
  private static int secondsThatReach(HabitKind kind, int fromSecond, int toSecond, long pages) {
    var device = device();
    var workload = workload(device, kind, 5);
    int seconds = 0;
    for (int second = 0; second < toSecond; second++) {
      device.area().truncate(0);
      workload.advance((second + 1) * SECOND);
      seconds += second >= fromSecond && device.area().residentPages() >= pages ? 1 : 0;
    }
    return seconds;
  }

  private static LunWorkload workload(TcmuDevice device, HabitKind kind, long seed) {
    return new LunWorkload(
        device, kind, DAY_NANOS, QUIET_FROM_NANOS, Streams.of(seed, "lun", 0, 1), 0);
  }

  private static TcmuDevice device() {
    return new TcmuDevice(DataAreaSettings.defaults(), new GlobalPages(Long.MAX_VALUE));
  }
}
