package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GlobalPagesTest {
  private final GlobalPages global = new GlobalPages(100);

  @Test
  void work_startsAboveTheLimit_andNotAtIt() {
    global.changedBy(100);
    assertThat(global.takeDueWork(0)).isFalse();
    global.changedBy(1);
    assertThat(global.takeDueWork(0)).isTrue();
  }

  @Test
  void work_whileStillAboveTheLimit_runsAgainAfterFiveSeconds() {
    global.changedBy(101);
    assertThat(global.takeDueWork(0)).isTrue();
    global.endWork(0);
    assertThat(global.takeDueWork(GlobalPages.REARM_NANOS - 1)).isFalse();
    assertThat(global.takeDueWork(GlobalPages.REARM_NANOS)).isTrue();
  }

  @Test
  void pendingWork_isNotPulledForwardByAnIdleDevice() {
    global.changedBy(101);
    global.takeDueWork(0);
    global.endWork(0);
    global.scheduleAtOnceIfAboveLimit();
    assertThat(global.takeDueWork(1)).isFalse();
  }

  @Test
  void pendingWork_withTheCountBackAtTheLimit_doesNothing() {
    global.changedBy(101);
    global.freed(1);
    assertThat(global.takeDueWork(0)).isFalse();
  }

  @Test
  void idleDevice_aboveTheLimitWithNoWorkPending_startsIt() {
    var device = new TcmuDevice(new DataAreaSettings(10, 1, 1), global);
    device.submit(4096, 5, 0);
    global.changedBy(100);
    global.takeDueWork(0);
    device.completeNext();
    assertThat(global.takeDueWork(1)).isTrue();
  }

  @Test
  void loweredLimit_startsTheWork_raisedLimitCancelsIt() {
    global.changedBy(50);
    global.writeLimit(49);
    global.writeLimit(50);
    assertThat(global.takeDueWork(0)).isFalse();
    global.writeLimit(49);
    assertThat(global.takeDueWork(0)).isTrue();
  }

  @Test
  void loweredLimit_whileTheWorkWaits_startsNothingUntilItWasRaised() {
    global.changedBy(101);
    global.takeDueWork(0);
    global.endWork(0);
    global.writeLimit(10);
    assertThat(global.takeDueWork(1)).isFalse();
    global.writeLimit(200);
    global.writeLimit(10);
    assertThat(global.takeDueWork(1)).isTrue();
  }
}
