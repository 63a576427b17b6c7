package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TcmuDeviceTest {
  private static final long PAGE = 4096;

  private final GlobalPages global = new GlobalPages(1000);
  private final TcmuDevice device = new TcmuDevice(new DataAreaSettings(10, 1, 1000), global);

  @Test
  void command_completesAfterItsServiceTime_andIsCounted() {
    device.submit(3 * PAGE, 50, 100);
    assertThat(device.nextCompletionNanos()).isEqualTo(150);
    device.completeNext();
    assertThat(device.commands()).isEqualTo(1);
    assertThat(device.transferredBytes()).isEqualTo(3 * PAGE);
    assertThat(device.nextCompletionNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void fullArea_makesCommandsWait_andAllBehindThem() {
    device.submit(8 * PAGE, 50, 0);
    device.submit(3 * PAGE, 50, 1);
    device.submit(PAGE, 50, 2);
    assertThat(device.inFlightCommands()).isEqualTo(1);
    assertThat(device.waitingCommands()).isEqualTo(2);
  }

  @Test
  void waitingCommands_startInTheirOrderWhenSpaceIsFreed_fromThenOn() {
    device.submit(8 * PAGE, 50, 0);
    device.submit(9 * PAGE, 7, 1);
    device.submit(2 * PAGE, 5, 2);
    device.completeNext();
    assertThat(device.inFlightCommands()).isEqualTo(1);
    assertThat(device.nextCompletionNanos()).isEqualTo(57);
    device.completeNext();
    assertThat(device.waitingCommands()).isZero();
    assertThat(device.nextCompletionNanos()).isEqualTo(62);
  }

  @Test
  void commandLargerThanTheArea_isRefusedAtOnce() {
    device.submit(11 * PAGE, 50, 0);
    assertThat(device.refusedCommands()).isEqualTo(1);
    assertThat(device.inFlightCommands() + device.waitingCommands()).isZero();
  }

  @Test
  void commandsDueTogether_completeInTheOrderOfArrival() {
    long[] pages = {1, 3, 2, 1, 2, 1};
    for (int i = 0; i < pages.length; i++) {
      device.submit(pages[i] * PAGE, 50 - i, i);
    }
    for (long ofNext : pages) {
      long before = device.transferredBytes();
      device.completeNext();
      assertThat(device.transferredBytes() - before).isEqualTo(ofNext * PAGE);
    }
  }

  @Test
  void slowCommandHighInTheArea_pinsTheBlocksBelow() {
    device.submit(6 * PAGE, 10, 0);
    device.submit(PAGE, 1_000_000, 1);
    device.completeNext();
    assertThat(device.area().tailPages()).isZero();
    device.completeNext();
    assertThat(device.area().tailPages()).isEqualTo(7);
  }

  @Test
  void destroy_dropsCommandsAndPages() {
    device.submit(8 * PAGE, 50, 0);
    device.submit(8 * PAGE, 50, 0);
    device.destroy();
    assertThat(device.inFlightCommands() + device.waitingCommands()).isZero();
    assertThat(global.pages()).isZero();
  }
}
