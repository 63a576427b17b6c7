package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.shim.ReclaimAbi.Count;
import org.tcmureclaim.shim.ReclaimAbi.Device;
import org.tcmureclaim.shim.ReclaimAbi.Rung;

final class ReclaimCountsTest {
  private final ReclaimCounts counts = new ReclaimCounts(true);

  @Test
  void fit_moreDevicesThanRoom_asksForAnotherCallWithRoomForTwiceAsMany() {
    answer(64, 300);
    assertThat(counts.fit()).isTrue();
    assertThat(counts.argument().intAt(Count.CAPACITY)).isEqualTo(600);
    answer(300, 300);
    assertThat(counts.fit()).isFalse();
    assertThat(counts.argument().intAt(Count.CAPACITY)).isEqualTo(600);
  }

  @Test
  void fit_moreThanHalfFull_makesRoomAheadAndKeepsWhatIsThere() {
    answer(40, 40);
    counts.devices().putLong(39 * Device.BYTES + Device.PAGES, 77);
    counts.ladders().putLong(39 * ReclaimAbi.Ladder.BYTES + Rung.BYTES + Rung.TIMES_REACHED, 5);
    assertThat(counts.fit()).isFalse();
    assertThat(counts.argument().intAt(Count.CAPACITY)).isEqualTo(80);
    assertThat(counts.argument().longAt(Count.DEVICES)).isEqualTo(counts.devices().address());
    assertThat(counts.argument().longAt(Count.LADDERS)).isEqualTo(counts.ladders().address());
    assertThat(counts.pages(39)).isEqualTo(77);
    assertThat(counts.timesReached(39, 1)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {ReclaimCounts.MOST_DEVICES + 1, Integer.MAX_VALUE, -1})
  void fit_moreDevicesThanAKernelHas_takesNoMemory(int total) {
    answer(0, total);
    int before = counts.devices().sizeBytes();
    assertThat(counts.fit()).isFalse();
    assertThat(counts.devices().sizeBytes()).isEqualTo(before);
    assertThatThrownBy(() -> counts.requireSound("/dev/x"))
        .isInstanceOf(SystemCallException.class)
        .hasMessageContaining("/dev/x");
  }

  @Test
  void row_beyondTheLast_isRefused() {
    answer(2, 2);
    assertThatThrownBy(() -> counts.pages(2)).hasMessage("device 2 of 2");
  }

  @Test
  void flags_eachBit_hasItsName() {
    answer(6, 6);
    counts.devices().putInt(Device.FLAGS, ReclaimAbi.DEV_OPENED);
    counts.devices().putInt(Device.BYTES + Device.FLAGS, ReclaimAbi.DEV_BLOCKED);
    counts.devices().putInt(2 * Device.BYTES + Device.FLAGS, ReclaimAbi.DEV_BROKEN);
    counts.devices().putInt(3 * Device.BYTES + Device.FLAGS, ReclaimAbi.DEV_STUCK);
    counts.devices().putInt(4 * Device.BYTES + Device.FLAGS, ReclaimAbi.DEV_UNCOUNTED);
    counts.devices().putInt(5 * Device.BYTES + Device.FLAGS, ReclaimAbi.DEV_LOCKED);
    for (int row = 0; row < 6; row++) {
      assertThat(counts.isOpened(row)).isEqualTo(row == 0);
      assertThat(counts.isBlocked(row)).isEqualTo(row == 1);
      assertThat(counts.isBroken(row)).isEqualTo(row == 2);
      assertThat(counts.isStuck(row)).isEqualTo(row == 3);
      assertThat(counts.isUncounted(row)).isEqualTo(row == 4);
      assertThat(counts.isLocked(row)).isEqualTo(row == 5);
    }
  }

  @Test
  void fieldsOfCountAndScan_steadyState_allocateNothing() {
    ReclaimScan scan = new ReclaimScan(64);
    answer(64, 64);
    counts.fit();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long sum = 0;
    long before = 0;
    for (int round = 0; round < 2_000; round++) {
      if (round == 500) {
        before = threads.getThreadAllocatedBytes(self);
      }
      sum += readAll() + truncateAll(scan);
    }
    long allocatedBytes = threads.getThreadAllocatedBytes(self) - before;
    assertThat(sum).isPositive();
    // Less than a byte for each device and round: what the JVM itself takes now and then.
    assertThat(allocatedBytes).isLessThan(10_000);
  }

  private long readAll() {
    long sum = counts.changes() + counts.totalPages();
    for (int row = 0; row < counts.size(); row++) {
      sum += counts.generation(row) + counts.minor(row) + counts.pages(row);
      sum += counts.peakBlocks(row) + counts.lastCommandNanos(row);
      for (int rung = 0; rung < ReclaimCounts.RUNGS; rung++) {
        sum += counts.firstBlock(row, rung) + counts.timesReached(row, rung);
      }
    }
    return sum;
  }

  private static long truncateAll(ReclaimScan scan) {
    scan.clear();
    while (!scan.isFull()) {
      scan.add(7, scan.size(), 16, 1024, false);
    }
    long sum = 0;
    for (int i = 0; i < scan.size(); i++) {
      scan.requests().putInt(i * ReclaimAbi.Request.BYTES + ReclaimAbi.Request.RESULT, 1 + i % 5);
      sum += (scan.result(i) == ReclaimResult.FREED ? 1 : 0) + scan.freedPages(i) + scan.error(i);
    }
    return sum;
  }

  private void answer(int returned, int total) {
    counts.argument().putInt(Count.RETURNED, returned);
    counts.argument().putInt(Count.TOTAL, total);
  }
}
