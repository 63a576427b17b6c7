package org.tcmureclaim.linux.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.decision.Plans;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.plan.PlanWorker;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.FakeShim;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;

@Timeout(120)
final class ShimTruncatorTest {
  private static final long SOON_NANOS = 50_000_000;
  private static final long MINUTES_NANOS = 600_000_000_000L;

  private final FakeShim shim = new FakeShim();
  private final DeviceTable table = new DeviceTable();
  private final ShimTargets targets = new ShimTargets();
  private final Semaphore woken = new Semaphore(0);
  private final Outcomes outcomes = new Outcomes();
  private final RecordedNotices notices = new RecordedNotices();
  private final Workers workers = new Workers(notices);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private PlanWorker worker = worker(MINUTES_NANOS);

  private final FakeShim.Lun a = lun("user_0/a", 0);
  private final FakeShim.Lun b = lun("user_0/b", 1);
  private final FakeShim.Lun c = lun("user_0/c", 2);

  @BeforeEach
  void tellTheTable() {
    targets.begin(table.slotCapacity());
    for (int minor = 0; minor < 3; minor++) {
      int slot = table.slotAt(minor);
      targets.set(slot, table.key(slot), 10 + minor, minor, 1, 100_000);
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable thread : opened) {
      thread.close();
    }
  }

  @Test
  void begin_largeTails_giveEachDeviceATurnAndTakeNoMoreThanPlanned() throws Exception {
    run(Plans.cuttingAll(table, 100));
    assertOutcome(CutResult.FREED, 3 * 4900, "");
    assertThat(List.of(a.blocks, b.blocks, c.blocks)).containsExactly(100, 100, 100);
    assertThat(shim.scans().subList(0, 4))
        .containsExactly(
            "uio0 keep 100 budget 2048",
            "uio1 keep 100 budget 2048",
            "uio2 keep 100 budget 2048",
            "uio0 keep 100 budget 2048");
    assertThat(shim.scans()).hasSize(9).last().isEqualTo("uio2 keep 100 budget 804");
  }

  @Test
  void begin_eachCut_tellsForHowLongItHeldTheLock() throws Exception {
    a.heldNanos = 1_000_000;
    a.busyTries = 1;
    b.floorBlocks = 5_000;
    shim.add(7, 1, 0); // Rows are not minors.
    run(Plans.cuttingAll(table, 1_000));
    assertThat(outcomes.heldNanos(0)).isEqualTo(4_000 * FakeShim.HELD_NANOS_PER_BLOCK);
    assertThat(outcomes.heldNanos(1)).as("nothing was freed").isZero();
    assertThat(outcomes.heldNanos(2)).isEqualTo(4_000 * FakeShim.HELD_NANOS_PER_BLOCK);
  }

  @Test
  void begin_lockTimesCannotBeAsked_areNotKnown() throws Exception {
    shim.countFails(Errno.EPERM);
    run(Plans.cuttingAll(table, 1_000));
    assertOutcome(CutResult.FREED, 12_000, "");
    assertThat(outcomes.heldNanos(0)).isZero();
  }

  @Test
  void begin_commandsInFlight_freeWhatIsAboveThemAndEndThere() throws Exception {
    a.floorBlocks = 4_000;
    b.floorBlocks = 5_000;
    run(Plans.cuttingAll(table, 0));
    assertThat(outcomes.freedPages(0)).isEqualTo(1_000);
    assertThat(outcomes.result(1)).isEqualTo(CutResult.NOTHING);
    assertThat(outcomes.freedPages(2)).isEqualTo(5_000);
  }

  @Test
  void begin_deviceCreatedAgain_isGoneAndUntouched() throws Exception {
    shim.remove(1);
    FakeShim.Lun other = shim.add(1, 99, 700);
    shim.remove(2);
    run(Plans.cuttingAll(table, 0));
    assertThat(results()).containsExactly(CutResult.FREED, CutResult.GONE, CutResult.GONE);
    assertThat(other.blocks).isEqualTo(700);
    assertThat(outcomes.problem()).isEmpty();
  }

  @Test
  void begin_deviceTheShimDidNotKnow_isGoneWithoutARequest() throws Exception {
    targets.begin(table.slotCapacity());
    run(Plans.cuttingAll(table, 0));
    assertOutcome(CutResult.GONE, 0, "");
    assertThat(shim.scans()).isEmpty();
  }

  @Test
  void begin_refusedDevice_isLeftAloneAndSaidWhy() throws Exception {
    b.refusal = Errno.ENOTCONN;
    run(Plans.cuttingAll(table, 0));
    assertThat(results()).containsExactly(CutResult.FREED, CutResult.REFUSED, CutResult.FREED);
    assertThat(outcomes.problem()).isEqualTo("user_0/b was left alone: no handler has it open");
  }

  @Test
  void begin_busyDevice_isWaitedForAfterAllOthers() throws Exception {
    a.busyTries = 1;
    run(Plans.cuttingAll(table, 3_000));
    assertOutcome(CutResult.FREED, 6_000, "");
    assertThat(results()).containsExactly(CutResult.FREED, CutResult.FREED, CutResult.FREED);
    assertThat(shim.scans()).last().isEqualTo("uio0 keep 3000 budget 2000 waiting");
  }

  @Test
  void begin_deviceLockedWithoutEnd_isBusyAndHoldsUpNeitherThisPlanNorTheNext() throws Exception {
    worker = worker(SOON_NANOS);
    a.lock = new CountDownLatch(1);
    a.busyTries = Integer.MAX_VALUE;
    run(Plans.cuttingAll(table, 1_000));
    assertOutcome(CutResult.FREED, 8_000, "1 of 3 devices were busy");
    assertThat(results()).containsExactly(CutResult.BUSY, CutResult.FREED, CutResult.FREED);
    b.blocks = 5_000;
    run(Plans.cuttingAll(table, 1_000));
    assertThat(outcomes.totalFreedPages()).isEqualTo(4_000);
    assertThat(results().get(0)).isEqualTo(CutResult.BUSY);
  }

  @Test
  void begin_lockedDeviceFinishedLater_isToldWithAPlanAfterwards() throws Exception {
    worker = worker(SOON_NANOS);
    CountDownLatch lock = new CountDownLatch(1);
    a.lock = lock;
    a.busyTries = Integer.MAX_VALUE;
    run(Plans.cuttingAll(table, 1_000));
    lock.countDown();
    while (blocksOfA() > 1_000) {
      Thread.onSpinWait();
    }
    long lateFreedPages = 0;
    while (lateFreedPages == 0) {
      run(Plans.cutting(table, table.slotAt(1), 1_000));
      lateFreedPages = outcomes.totalFreedPages();
    }
    assertThat(lateFreedPages).isEqualTo(4_000);
    assertThat(outcomes.key(0).path()).isEqualTo("user_0/a");
    run(Plans.cutting(table, table.slotAt(1), 1_000));
    assertThat(outcomes.totalFreedPages()).isZero();
  }

  @Test
  void begin_severalPagesPerBlock_countsInWholeBlocks() throws Exception {
    a.pagesPerBlock = 4;
    a.blocks = 1_250;
    int slot = table.slotAt(0);
    targets.set(slot, table.key(slot), 10, 0, 4, 100_000);
    run(Plans.cutting(table, slot, 4_995)); // 5 pages are above, which are in two blocks
    assertThat(shim.scans()).containsExactly("uio0 keep 1249 budget 8");
    assertThat(outcomes.totalFreedPages()).isEqualTo(4);
  }

  @Test
  void begin_whileRunning_startsNothing() throws Exception {
    a.lock = new CountDownLatch(1);
    a.busyTries = Integer.MAX_VALUE;
    assertThat(worker.begin(Plans.cuttingAll(table, 0))).isTrue();
    assertThat(worker.begin(new Plan())).isFalse();
    assertThat(worker.takeOutcomes(outcomes)).isFalse();
  }

  @Test
  void begin_errorInTheMiddle_endsThePlanTellsWhatWasFreedAndStartsAgain() throws Exception {
    shim.failAtScan(2, new StackOverflowError("deep"));
    run(Plans.cuttingAll(table, 3_000));
    assertOutcome(
        CutResult.REFUSED, 0, "the truncation failed: java.lang.StackOverflowError: deep");
    assertThat(results()).containsOnly(CutResult.REFUSED).hasSize(3);
    awaitRestart(Plans.cuttingAll(table, 3_000));
    assertOutcome(CutResult.FREED, 4_000, ""); // Of the first one it could not hear.
    assertThat(notices.messages())
        .containsExactly(
            "warn: shim-test (carries plans out) failed and is started again in 1 s; failure 1:"
                + " java.lang.StackOverflowError: deep");
    assertThat(workers.restarts()).isEqualTo(1);
  }

  @Test
  void begin_errorInALaterRound_tellsThePagesThatWereFreedBefore() throws Exception {
    a.blocks = 3_000;
    shim.failAtScan(4, new OutOfMemoryError("native"));
    run(Plans.cuttingAll(table, 1_000));
    assertOutcome(
        CutResult.REFUSED,
        2_000 + 2_048 + 2_048,
        "the truncation failed: java.lang.OutOfMemoryError: native");
    assertThat(results()).containsOnly(CutResult.FREED).hasSize(3);
  }

  @Test
  void begin_errorWhileABusyDeviceIsWaitedFor_isBusyAndIsWaitedForAgainLater() throws Exception {
    a.busyTries = 1;
    shim.failAtScan(4, new StackOverflowError("deep"));
    run(Plans.cuttingAll(table, 3_000));
    assertOutcome(CutResult.FREED, 4_000, "");
    assertThat(results()).containsExactly(CutResult.BUSY, CutResult.FREED, CutResult.FREED);
    while (outcomes.totalFreedPages() != 2_000) { // Until its thread was started again.
      a.busyTries = 1;
      run(Plans.cuttingAll(table, 3_000));
    }
    assertThat(shim.scans()).last().isEqualTo("uio0 keep 3000 budget 2000 waiting");
    assertThat(workers.restarts()).isEqualTo(1);
  }

  private void awaitRestart(Plan plan) throws InterruptedException {
    assertThat(worker.begin(plan)).as("its thread waits to be started again").isFalse();
    while (!worker.begin(plan)) {
      Thread.onSpinWait();
    }
    assertThat(woken.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.takeOutcomes(outcomes)).isTrue();
  }

  private int blocksOfA() {
    synchronized (shim) {
      return a.blocks;
    }
  }

  private FakeShim.Lun lun(String path, int minor) {
    int slot = table.add(new DeviceKey(path, 1), 0);
    table.updateUsage(slot, 5_000, 5_000, 0);
    return shim.add(minor, 10 + minor, 5_000);
  }

  private PlanWorker worker(long patienceNanos) {
    PatientCutting patient = new PatientCutting(shim, MonotonicClock.SYSTEM, workers);
    opened.add(patient);
    ShimRelease release =
        new ShimRelease(
            shim, targets, MonotonicClock.SYSTEM, patient, new LockTimes(shim), patienceNanos);
    PlanWorker started =
        new PlanWorker("shim-test", release, MonotonicClock.SYSTEM, workers, woken::release);
    opened.add(started);
    return started;
  }

  private void run(Plan plan) throws InterruptedException {
    assertThat(worker.begin(plan)).isTrue();
    assertThat(woken.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.takeOutcomes(outcomes)).isTrue();
  }

  private void assertOutcome(CutResult overall, long freedPages, String problem) {
    assertThat(outcomes.overall()).isEqualTo(overall);
    assertThat(outcomes.totalFreedPages()).isEqualTo(freedPages);
    assertThat(outcomes.problem()).isEqualTo(problem);
  }

  private List<CutResult> results() {
    List<CutResult> results = new ArrayList<>();
    for (int cut = 0; cut < outcomes.size(); cut++) {
      results.add(outcomes.result(cut));
    }
    return results;
  }
}
