package org.tcmureclaim.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.board.StatusReader;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.LoopSettings;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.loop.ScriptedHost;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.image.CustomerSum;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.Verdict;

class LedgerTest {
  private static final long SECOND = 1_000_000_000L;

  private final ScriptedHost host = new ScriptedHost();
  private final List<Report> told = new ArrayList<>();
  private final Decider decider = new Decider(settings("lru"));
  private final TickFixture published = new TickFixture("acme", decider, told::add);
  private final Ledger ledger = published.ledger;
  private final StatusReader status = new StatusReader();
  private final ReclaimLoop loop =
      new ReclaimLoop(host, decider, new LoopSettings(SECOND, SECOND, SECOND), ledger);

  private static DecisionSettings settings(String policy) {
    return DecisionSettings.forAll(
        new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
        new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
        Granularity.DEVICE,
        policy,
        Objects.requireNonNull(KnownPolicies.byName().get(policy)).create(NoParameters.INSTANCE));
  }

  @BeforeEach
  void open() {
    ledger.open(loop.begin());
  }

  @AfterEach
  void closeTicks() {
    published.close();
  }

  @Test
  void decision_isToldOnce_withItsPlanAndItsOutcome() {
    cutDevice();
    assertThat(told)
        .containsExactly(
            new DeviceChange(DeviceChange.Event.ADDED, "user_0/a", 1, "acme", 0),
            new DecisionReport(
                1,
                20,
                Urgency.URGENT,
                Trigger.MEMORY_LOW,
                1,
                100_000,
                List.of(new DecisionReport.Cut("user_0/a", "acme", 0, 100_000, Verdict.CHOSEN)),
                CutResult.FREED,
                100_000,
                0,
                "",
                150,
                0));
  }

  @Test
  void summary_countsWhatWasFreedAndWhatCameBack() {
    cutDevice();
    host.devicePages = 400;
    host.someTotalMicros = 2_500_000;
    pass(2);
    Summary summary = ledger.close(null);
    assertThat(summary.counters()).isEqualTo(new Counters(1, 1, 100_000, 400));
    assertThat(summary.durationSeconds()).isEqualTo(23);
    assertThat(summary.pressureSeconds()).isEqualTo(2.5);
    assertThat(summary.peakPages()).isEqualTo(100_000);
  }

  @Test
  void status_isTheNewestTick_withTheHighestUrgencySinceTheLastLook() {
    cutDevice();
    host.availableBytes = 1_000;
    pass(1);
    Status first = status.read(published.newest.image());
    assertThat(first.urgency()).isEqualTo(Urgency.URGENT);
    assertThat(first.counters().pagesFreed()).isEqualTo(100_000);
    host.someTotalMicros += 250_000;
    pass(1);
    Status second = status.read(published.newest.image());
    assertThat(second.urgency()).isEqualTo(Urgency.NONE);
    assertThat(second.someStallShare()).isEqualTo(0.25);
    assertThat(second.fullStallShare()).isEqualTo(0.125);
    assertThat(second.customers()).containsExactly(new CustomerSum("acme", 1, 0, 0));
    assertThat(second.top())
        .containsExactly(new Status.Device("user_0/a", "acme", 0, 0, 23, Verdict.NOT_CONSIDERED));
  }

  @Test
  void sameTrouble_isToldOnce_untilItHasGone() {
    host.trouble = "/proc/meminfo: gone";
    pass(3);
    host.trouble = "";
    pass(1);
    host.trouble = "/proc/meminfo: gone";
    pass(1);
    var notice =
        new NoticeReport(NoticeReport.Level.WARN, "doing nothing for now: /proc/meminfo: gone");
    assertThat(told).filteredOn(NoticeReport.class::isInstance).containsExactly(notice, notice);
  }

  @Test
  void deviceThatLeft_isToldWithItsCustomer() {
    host.deviceIsThere = false;
    pass(1);
    assertThat(told)
        .endsWith(new DeviceChange(DeviceChange.Event.REMOVED, "user_0/a", 1, "acme", 0));
  }

  /** A new file of ticks begins other numbers for texts. */
  @Test
  void customer_staysKnown_whenTheFileOfTicksIsMadeAgain() throws IOException {
    Files.delete(published.folder().resolve("tick"));
    published.look();
    pass(1);
    host.deviceIsThere = false;
    pass(1);
    assertThat(told)
        .endsWith(new DeviceChange(DeviceChange.Event.REMOVED, "user_0/a", 1, "acme", 1));
  }

  @Test
  void device_isAnotherCustomers_fromTheTickOfNewRulesOn() {
    loop.adopt(
        new LoopRules(
            settings("lru"),
            new LoopSettings(SECOND, SECOND, SECOND),
            CustomerDirectory.ofOne("birch")));
    pass(1);
    assertThat(status.read(published.newest.image()).customers())
        .extracting(CustomerSum::customer)
        .containsExactly("birch");
    host.deviceIsThere = false;
    pass(1);
    assertThat(told)
        .endsWith(new DeviceChange(DeviceChange.Event.REMOVED, "user_0/a", 1, "birch", 1));
  }

  @Test
  void ticksWithNothingToTell_allocateNothing() {
    int ticks = 5_000;
    pass(ticks);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    pass(ticks);
    long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
    // Less than a byte a tick: the JVM itself takes a constant handful now and then.
    assertThat(allocatedBytes / ticks).isZero();
  }

  @Test
  void ticksWithAShadow_allocateNothing_andItsScoreIsKept() {
    var rules =
        new LoopRules(
            settings("ladder"),
            settings("predictive"),
            new LoopSettings(SECOND, SECOND, SECOND),
            CustomerDirectory.ofOne("acme"));
    loop.adopt(rules);
    host.availableBytes = 150;
    int ticks = 5_000;
    pass(ticks);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    pass(ticks);
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / ticks).isZero();
    ShadowScore score = Objects.requireNonNull(status.read(published.newest.image()).shadow());
    assertThat(score.active().cutPages()).isPositive();
    assertThat(ledger.close(null).shadow()).isEqualTo(score);
  }

  private void cutDevice() {
    host.nowNanos += 20 * SECOND;
    host.availableBytes = 150;
    loop.tick();
    host.outcomeIsReady = true;
    host.devicePages = 0;
    pass(1);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      host.nowNanos += SECOND;
      loop.tick();
    }
  }
}
