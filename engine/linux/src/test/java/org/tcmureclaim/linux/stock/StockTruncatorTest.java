package org.tcmureclaim.linux.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.decision.Plans;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.linux.watch.ReadingsFixture.Row;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceTable;

final class StockTruncatorTest {
  private static final Row A = Row.of("user_0/a", 1000);
  private static final Row B = Row.of("user_0/b", 500);
  private static final Row A_CUT = Row.of("user_0/a", 100);

  private final RecordedNotices notices = new RecordedNotices();
  private final Outcomes outcomes = new Outcomes();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final List<String> limits = new ArrayList<>();
  private final FakeMachine machine;
  private final StockSettings settings;
  private MonotonicClock clock = MonotonicClock.SYSTEM;

  StockTruncatorTest(@TempDir Path root) {
    machine = new FakeMachine(root);
    settings = machine.settings().stock();
  }

  @Test
  void begin_pagesGo_reportsWhatEachDeviceLostAndRestores() throws Exception {
    run(new FakeUsage().then(A, B).then(A, B).then(A_CUT, B).then(Row.of("user_0/a", 150), B));

    assertThat(outcomes.overall()).isEqualTo(CutResult.FREED);
    assertThat(outcomes.totalFreedPages()).isEqualTo(900);
    assertThat(outcomes.size()).isEqualTo(1);
    assertThat(outcomes.key(0)).isEqualTo(A.key());
    assertThat(outcomes.problem()).isEmpty();
    // Before, waiting twice while lowered, and the last look after it was put back.
    assertThat(limits).containsExactly("2048", "1", "1", "2048");
    assertRestored();
  }

  @Test
  void begin_nothingGoesBeforeTheDeadline_isBusyAndRestores() throws Exception {
    run(new FakeUsage().then(A, B).then(A, B).thenLate());
    assertThat(outcomes.overall()).isEqualTo(CutResult.BUSY);
    assertThat(outcomes.totalFreedPages()).isZero();
    assertThat(outcomes.problem())
        .isEqualTo(
            "no page was released before the deadline; the highest blocks are in use"
                + " everywhere");
    assertRestored();
  }

  /** Without it nobody would put the limit back if the agent were killed. */
  @Test
  void begin_leaseRemovedWhileLowered_putsTheLimitBackAtOnce() throws Exception {
    FakeUsage usage = new FakeUsage().then(A, B).then(A, B).then(A, B).then(A_CUT, B);
    run(
        usage,
        () -> {
          if (limits.size() == 2) {
            assertThat(settings.leaseFile().toFile().delete()).isTrue();
          }
        });
    assertThat(outcomes.overall()).isEqualTo(CutResult.BUSY);
    assertThat(outcomes.problem())
        .isEqualTo("the lease was removed while the limit was lowered, so it was put back early");
    assertThat(limits).containsExactly("2048", "1");
    assertRestored();
  }

  @Test
  void begin_lessThanTheLoweredLimitHeld_touchesNothing() throws Exception {
    run(new FakeUsage().then(Row.of("user_0/a", 256)));
    assertThat(outcomes.overall()).isEqualTo(CutResult.NOTHING);
    assertThat(limits).containsExactly("2048");
    assertThat(settings.leaseFile()).doesNotExist();
  }

  @Test
  void begin_onePageMore_lowersTheLimit() throws Exception {
    run(new FakeUsage().then(Row.of("user_0/a", 257)).then(Row.of("user_0/a", 0)).thenLate());
    assertThat(outcomes.overall()).isEqualTo(CutResult.FREED);
    assertThat(outcomes.totalFreedPages()).isEqualTo(257);
  }

  @Test
  void begin_deviceRemovedMeanwhile_isNotCountedAsFreed() throws Exception {
    run(new FakeUsage().then(A, B).then(B).thenLate());
    assertThat(outcomes.overall()).isEqualTo(CutResult.BUSY);
    assertThat(outcomes.totalFreedPages()).isZero();
  }

  /** A host that is short of memory is slow to measure, and then it needs the release. */
  @Test
  void begin_measuringTakesItsTime_theReleaseHasAllOfItsOwn() throws Exception {
    AtomicLong nowNanos = new AtomicLong();
    List<Long> begunNanos = new ArrayList<>();
    clock = nowNanos::get;
    FakeUsage usage = new FakeUsage().then(A, B).then(A_CUT, B).then(A_CUT, B);
    run(
        usage,
        () -> {
          begunNanos.add(nowNanos.get());
          nowNanos.addAndGet(settings.deadlineNanos() - 1);
        });
    assertThat(outcomes.overall()).isEqualTo(CutResult.FREED);
    for (int i = 0; i < 3; i++) {
      assertThat(usage.deadlinesNanos().get(i) - begunNanos.get(i))
          .as("left for look " + i)
          .isEqualTo(settings.deadlineNanos());
    }
  }

  @Test
  void begin_usageUnreadable_isBusyAndTouchesNothing() throws Exception {
    run(new FakeUsage().thenLate());
    assertThat(outcomes.overall()).isEqualTo(CutResult.BUSY);
    assertThat(outcomes.problem()).isEqualTo("what devices hold could not be read in time");
    assertThat(settings.leaseFile()).doesNotExist();
  }

  @Test
  void begin_deviceWithIoAndWithoutHandler_isRefused() throws Exception {
    run(new FakeUsage().then(A, new Row("user_0/b", 500, 1, DeviceFlag.HANDLER_ABSENT.bit())));
    assertThat(outcomes.overall()).isEqualTo(CutResult.REFUSED);
    assertThat(outcomes.problem()).startsWith("nobody serves user_0/b; ");
    assertThat(limits).containsExactly("2048");
  }

  @Test
  void begin_deviceWithoutIoAndWithoutHandler_isNoObstacle() throws Exception {
    Row idle = new Row("user_0/b", 0, 0, DeviceFlag.HANDLER_ABSENT.bit());
    run(new FakeUsage().then(A, idle).then(A_CUT, idle).then(A_CUT, idle));
    assertThat(outcomes.overall()).isEqualTo(CutResult.FREED);
  }

  @Test
  void begin_limitLowAlready_isRefused() throws Exception {
    FakeMachine.write(machine.parameter(), "1\n");
    run(new FakeUsage().then(A, B));
    assertThat(outcomes.overall()).isEqualTo(CutResult.REFUSED);
    assertThat(outcomes.problem()).contains("is 1 already");
    assertThat(settings.leaseFile()).doesNotExist();
  }

  @Test
  void begin_readingThrows_restoresAndSaysSo() throws Exception {
    FakeUsage usage = new FakeUsage().then(A, B); // the second call finds no step and throws
    run(usage);
    assertThat(outcomes.overall()).isEqualTo(CutResult.REFUSED);
    assertThat(outcomes.problem()).startsWith("the truncation failed: ");
    assertRestored();
  }

  @Test
  void begin_somebodyElseSetsTheLimit_leavesTheirs() throws Exception {
    FakeUsage usage = new FakeUsage().then(A, B).then(A_CUT, B).then(A_CUT, B);
    run(
        usage,
        () -> {
          if (limits.size() == 2) {
            FakeMachine.write(machine.parameter(), "777\n");
          }
        });
    assertThat(outcomes.overall()).isEqualTo(CutResult.FREED);
    assertThat(outcomes.problem()).contains("was set to 777 by somebody else");
    assertThat(notices.messages()).containsExactly("warn: " + outcomes.problem());
    assertThat(machine.limit()).isEqualTo("777");
    assertThat(settings.leaseFile()).doesNotExist();
  }

  @Test
  void begin_whileRunning_startsNothing() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    FakeUsage usage = new FakeUsage().thenBlocks().before(blocked::countDown);
    try (StockTruncator truncator = truncator(usage)) {
      assertThat(truncator.begin(new Plan())).isTrue();
      assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(truncator.begin(new Plan())).isFalse();
      assertThat(truncator.takeOutcomes(outcomes)).isFalse();
    }
  }

  @Test
  void close_inTheMiddleOfARelease_restoresBeforeItReturns() throws Exception {
    CountDownLatch lowered = new CountDownLatch(2);
    FakeUsage usage = new FakeUsage().then(A, B).thenBlocks().before(lowered::countDown);
    try (StockTruncator truncator = truncator(usage)) {
      truncator.begin(new Plan());
      assertThat(lowered.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(machine.limit()).isEqualTo("1");
      assertThat(settings.leaseFile()).exists();
      Thread.currentThread().interrupt(); // an interrupted thread must be able to restore, too
    }
    assertThat(Thread.interrupted()).isTrue();
    assertRestored();
    assertThat(notices.messages()).isEmpty();
  }

  @Test
  void begin_errorWhileTheLimitIsLowered_restoresAndTellsWhatWasFreed() throws Exception {
    FakeUsage usage = new FakeUsage().then(A, B).then(A, B).then(A_CUT, B);
    AtomicInteger calls = new AtomicInteger();
    run(
        usage,
        () -> {
          if (calls.incrementAndGet() == 4) {
            throw new StackOverflowError("deep");
          }
        });
    assertThat(limits).containsExactly("2048", "1", "1", "2048");
    assertThat(outcomes.overall()).isEqualTo(CutResult.REFUSED);
    assertThat(outcomes.totalFreedPages()).isEqualTo(900);
    assertThat(outcomes.problem())
        .isEqualTo("the truncation failed: java.lang.StackOverflowError: deep");
    assertRestored();
  }

  @Test
  void begin_errorBeforeAnythingIsMeasured_refusesEachDeviceOfThePlan() throws Exception {
    DeviceTable table = new DeviceTable();
    int slot = table.add(A.key(), 0);
    table.updateUsage(slot, 1000, 1000, 0);
    FakeUsage usage =
        new FakeUsage()
            .before(
                () -> {
                  throw new OutOfMemoryError("native");
                });
    try (StockTruncator truncator = truncator(usage)) {
      assertThat(truncator.begin(Plans.cuttingAll(table, 100))).isTrue();
      assertThat(finished.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(truncator.takeOutcomes(outcomes)).isTrue();
    }
    assertThat(outcomes.size()).isEqualTo(1);
    assertThat(outcomes.key(0)).isEqualTo(A.key());
    assertThat(outcomes.result(0)).isEqualTo(CutResult.REFUSED);
    assertRestored();
  }

  private void run(FakeUsage usage) throws InterruptedException {
    run(usage, () -> {});
  }

  private void run(FakeUsage usage, Runnable before) throws InterruptedException {
    FakeUsage recorded =
        usage.before(
            () -> {
              limits.add(machine.limit());
              before.run();
            });
    try (StockTruncator truncator = truncator(recorded)) {
      truncator.begin(new Plan());
      assertThat(finished.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(truncator.takeOutcomes(outcomes)).isTrue();
      assertThat(truncator.takeOutcomes(new Outcomes())).isFalse();
    }
  }

  private StockTruncator truncator(FakeUsage usage) {
    return new StockTruncator(
        settings,
        "a test",
        machine.proc(""),
        machine.sys(),
        usage,
        clock,
        notices,
        new Workers(notices),
        finished::countDown);
  }

  private void assertRestored() {
    assertThat(machine.limit()).isEqualTo("2048");
    assertThat(settings.leaseFile()).doesNotExist();
  }
}
