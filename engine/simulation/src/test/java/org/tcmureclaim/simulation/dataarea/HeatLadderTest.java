package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;

final class HeatLadderTest {
  private static final long PAGE = 4096;

  private final DeviceTable devices = new DeviceTable();
  private final int slot = devices.add(new DeviceKey("user_0/a", 1), 0);
  private final HeatLadders read = devices.ladders();
  private final TcmuDevice device =
      new TcmuDevice(new DataAreaSettings(64, 1, 1000), new GlobalPages(1000));

  @Test
  void command_reachesItsHighestRungAndAllBelow_whenItTakesAndWhenItGivesBack() {
    device.submit(20 * PAGE, 50, 100);
    device.ladder().copyTo(read, slot);
    assertThat(read.rungs(slot)).isEqualTo(4);
    assertThat(read.firstPage(slot, 1)).isEqualTo(16);
    assertRung(0, 100, 1);
    assertRung(1, 100, 1);
    assertRung(2, 0, 0);

    device.submit(PAGE, 10, 120);
    device.completeNext();
    device.ladder().copyTo(read, slot);
    assertRung(0, 130, 2);
    assertRung(1, 130, 2);

    device.completeNext();
    device.submit(PAGE, 10, 200);
    device.ladder().copyTo(read, slot);
    assertRung(0, 200, 3);
    assertRung(1, 150, 2);
  }

  @Test
  void blocksOfSeveralPages_giveRungsInPages() {
    var large = new TcmuDevice(new DataAreaSettings(256, 4, 1000), new GlobalPages(1000));
    large.ladder().copyTo(read, slot);
    assertThat(read.rungs(slot)).isEqualTo(4);
    assertThat(read.firstPage(slot, 3)).isEqualTo(192);
  }

  @Test
  void peak_isThatOfTheInterval_andBeginsWithWhatIsInUse() {
    device.submit(8 * PAGE, 50, 0);
    device.submit(3 * PAGE, 10, 1);
    device.completeNext();
    assertThat(device.area().takePeakBlocks()).isEqualTo(11);
    assertThat(device.area().takePeakBlocks()).isEqualTo(8);
    device.completeNext();
    assertThat(device.area().takePeakBlocks()).isEqualTo(8);
    assertThat(device.area().takePeakBlocks()).isZero();
  }

  private void assertRung(int rung, long lastNanos, long times) {
    assertThat(read.lastReachedNanos(slot, rung)).as("rung %d", rung).isEqualTo(lastNanos);
    assertThat(read.timesReached(slot, rung)).as("rung %d", rung).isEqualTo(times);
  }
}
