package org.tcmureclaim.agent.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.policy.builtin.StockPolicy;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** What the board costs the thread that decides: no allocation, no wait. */
class HostBoardTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int DEVICES = 256;

  private final HostBoard board = new HostBoard(CustomerDirectory.ofOne("other"));
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Decider decider =
      new Decider(
          DecisionSettings.forAll(
              new DemandSettings(1, 2, 3, 4, 0.01, 1, 0.1, 0.2, SECOND),
              new GuardSettings(SECOND, SECOND, 0, 1),
              Granularity.DEVICE,
              "stock",
              new StockPolicy()));

  @BeforeEach
  void devices() {
    snapshot.takenAt(SECOND);
    snapshot.memory().update(1 << 30, 1 << 29, 0, 0, SECOND);
    for (int i = 0; i < DEVICES; i++) {
      DeviceKey key = new DeviceKey("user_0/lun" + i, 1);
      int slot = snapshot.devices().add(key, 0);
      snapshot.devices().updateUsage(slot, 100L + i, 50, SECOND);
      snapshot.devices().ladders().size(slot, 32);
      board.deviceAdded(slot, key);
    }
  }

  @ParameterizedTest(name = "ladders {0}")
  @ValueSource(booleans = {false, true})
  void tick_allocatesNothing(boolean ladders) {
    Plan plan = decider.decide(snapshot);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int round = 0; round < 2; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int tick = 0; tick < 1000; tick++) {
        if (ladders) {
          board.wantLadders();
        }
        board.ticked(snapshot, plan);
      }
      long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / 1000;
      // The first round makes room for the devices, and warms up.
      assertThat(round == 0 ? 0 : bytes).isZero();
    }
  }

  @Test
  void tick_whileSomebodyReads_isSkipped_notWaitedFor() throws InterruptedException {
    board.ticked(snapshot, decider.decide(snapshot));
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () ->
                board.whileRead(
                    () -> {
                      held.countDown();
                      awaitQuietly(release);
                    }));
    reader.start();
    held.await();
    board.ticked(snapshot, decider.decide(snapshot)); // Would never return if it waited.
    release.countDown();
    reader.join();
    assertThat(board.image().host().tick()).isEqualTo(1);
    board.ticked(snapshot, decider.decide(snapshot));
    assertThat(board.image().host().tick()).isEqualTo(2);
  }

  @Test
  void image_staysAsItWas_whileTheHostGoesOn() {
    board.ticked(snapshot, decider.decide(snapshot));
    HostImage before = board.image();
    int slot = snapshot.devices().slotOf(new DeviceKey("user_0/lun0", 1));
    snapshot.devices().updateUsage(slot, 7, 7, 2 * SECOND);
    board.ticked(snapshot, decider.decide(snapshot));
    assertThat(before.residentPages(0)).isEqualTo(100);
    assertThat(board.image().residentPages(0)).isEqualTo(7);
  }

  @Test
  void firstLook_isShownBeforeAnythingIsDecided() {
    board.open(snapshot);
    HostImage image = board.image();
    assertThat(image.size()).isEqualTo(DEVICES);
    assertThat(image.verdict(0)).isEqualTo(Verdict.NOT_CONSIDERED);
    assertThat(image.host().totalBytes()).isEqualTo(1 << 30);
  }

  @Test
  void ladders_areCopiedForAWhileAfterSomebodyAsked() {
    board.ticked(snapshot, decider.decide(snapshot));
    assertThat(board.imageWithLadders().rungs(0)).isZero();
    board.ticked(snapshot, decider.decide(snapshot));
    assertThat(board.image().rungs(0)).isEqualTo(32);
    for (int tick = 0; tick < 60; tick++) {
      board.ticked(snapshot, decider.decide(snapshot));
    }
    assertThat(board.image().rungs(0)).as("6 s of the fastest ticks later").isEqualTo(32);
    for (int tick = 0; tick < 60; tick++) {
      board.ticked(snapshot, decider.decide(snapshot));
    }
    assertThat(board.image().rungs(0)).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
