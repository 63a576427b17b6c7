package org.tcmureclaim.agent.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.CustomerSlots;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.ShadowFigures;
import org.tcmureclaim.agent.report.ShadowReport;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Listens to the loop: counts, and tells of decisions and devices. It allocates when there is
 * something to tell, and only then.
 */
public final class Ledger implements LoopListener {
  private final Decider decider;
  private final CustomerSlots customers;
  private final Consumer<Report> reports;
  private final CanaryWatch canaries;
  private final ShadowFigures shadow = new ShadowFigures();
  private final List<DecisionReport.Cut> cuts = new ArrayList<>();
  private @Nullable Tally tally;
  private @Nullable DecisionReport pending;
  private volatile Counters counters = new Counters(0, 0, 0, 0);
  private volatile double lastTickSeconds;
  private String lastTrouble = "";

  /**
   * Keeps the books of one run.
   *
   * @param reports where reports go; must not block
   */
  public Ledger(Decider decider, CustomerDirectory customers, Consumer<Report> reports) {
    this.decider = decider;
    this.customers = new CustomerSlots(customers);
    this.reports = reports;
    this.canaries = new CanaryWatch(decider, reports);
  }

  /** Starts counting from this snapshot. */
  public void open(HostSnapshot first) {
    tally = new Tally(first);
  }

  @Override
  public void deviceAdded(int slot, DeviceKey key) {
    customers.add(slot, key);
    reports.accept(change(DeviceChange.Event.ADDED, key, customers.name(slot)));
  }

  @Override
  public void deviceRemoved(int slot, DeviceKey key) {
    reports.accept(change(DeviceChange.Event.REMOVED, key, customers.name(slot)));
  }

  @Override
  public void adopted(HostSnapshot snapshot, LoopRules rules) {
    customers.adopt(rules.customers(), snapshot.devices());
    shadow.copy(null);
  }

  @Override
  public void planned(long number, HostSnapshot snapshot, Plan plan) {
    tally().planned();
    cuts.clear();
    for (int cut = 0; cut < plan.size(); cut++) {
      cuts.add(
          new DecisionReport.Cut(
              plan.key(cut).path(),
              customers.name(plan.slot(cut)),
              plan.keepPages(cut),
              plan.expectedPages(cut),
              plan.verdict(plan.slot(cut))));
    }
    pending =
        new DecisionReport(
            number,
            tally().secondsAt(plan.decidedAtNanos()),
            plan.demand().urgency(),
            plan.demand().trigger(),
            plan.demand().pages(),
            plan.plannedPages(),
            cuts,
            CutResult.NOTHING,
            0,
            0,
            "",
            snapshot.memory().availableBytes(),
            decider.stallShare());
  }

  @Override
  public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {
    tally().settled(outcomes);
    DecisionReport plan = pending;
    if (plan != null) {
      pending = null;
      reports.accept(withOutcome(plan, outcomes));
      ShadowScore score = shadow.score();
      if (score != null) {
        reports.accept(new ShadowReport(plan.number(), score));
      }
    }
  }

  @Override
  public void shadowed(ShadowRun run) {
    shadow.copy(run);
  }

  @Override
  public void shadowFailed(long failures, String problem) {
    shadow.copy(null);
    reports.accept(
        new NoticeReport(
            NoticeReport.Level.WARN,
            "the shadow policy failed and is switched off until the configuration names another"
                + " one (%d since the start); the active policy goes on: %s"
                    .formatted(failures, problem)));
  }

  @Override
  public void ticked(HostSnapshot snapshot, Plan plan) {
    tally().ticked(snapshot, decider.cameBackPages());
    lastTickSeconds = tally().secondsAt(snapshot.takenAtNanos());
    if (tally().hasChanged(counters)) {
      counters = tally().counters();
    }
    lastTrouble = "";
    canaries.look(plan.reasons());
  }

  @Override
  public void held(String message) {
    if (!message.equals(lastTrouble)) {
      lastTrouble = message;
      reports.accept(
          new NoticeReport(NoticeReport.Level.WARN, "doing nothing for now: " + message));
    }
  }

  /** What has happened since the start. Safe from any thread. */
  public Counters counters() {
    return counters;
  }

  /**
   * The run as a whole. Called when the loop has ended.
   *
   * @param stock the same run without the agent; null where that is not known
   */
  public Summary close(Summary.@Nullable Comparison stock) {
    Tally tally = tally();
    return new Summary(
        tally.durationSeconds(),
        tally.counters(),
        tally.pressureSeconds(),
        tally.peakPages(),
        stock,
        shadow.score());
  }

  private DecisionReport withOutcome(DecisionReport plan, Outcomes outcomes) {
    return new DecisionReport(
        plan.number(),
        plan.atSeconds(),
        plan.urgency(),
        plan.trigger(),
        plan.demandPages(),
        plan.plannedPages(),
        plan.cuts(),
        outcomes.overall(),
        outcomes.totalFreedPages(),
        (outcomes.endedAtNanos() - outcomes.startedAtNanos()) / 1e6,
        outcomes.problem(),
        plan.availableBytes(),
        plan.someStallShare());
  }

  private DeviceChange change(DeviceChange.Event event, DeviceKey key, String customer) {
    return new DeviceChange(event, key.path(), key.generation(), customer, lastTickSeconds);
  }

  private Tally tally() {
    Tally opened = tally;
    if (opened == null) {
      throw new IllegalStateException("the ledger was not opened");
    }
    return opened;
  }
}
