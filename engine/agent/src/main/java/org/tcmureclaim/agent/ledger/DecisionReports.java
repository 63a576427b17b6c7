package org.tcmureclaim.agent.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.ShadowReport;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * Makes reports of what the loop did: of a decision once, with its plan and its outcome, and of the
 * same trouble once. Of the decision thread.
 */
final class DecisionReports {
  private final Consumer<Report> reports;
  private final List<DecisionReport.Cut> cuts = new ArrayList<>();
  private @Nullable DecisionReport pending;
  private String lastTrouble = "";

  DecisionReports(Consumer<Report> reports) {
    this.reports = reports;
  }

  void added(DeviceKey key, String customer, double atSeconds) {
    changed(DeviceChange.Event.ADDED, key, customer, atSeconds);
  }

  void removed(DeviceKey key, String customer, double atSeconds) {
    changed(DeviceChange.Event.REMOVED, key, customer, atSeconds);
  }

  private void changed(DeviceChange.Event event, DeviceKey key, String customer, double atSeconds) {
    reports.accept(new DeviceChange(event, key.path(), key.generation(), customer, atSeconds));
  }

  /**
   * A plan is under way; it is told when it has ended.
   *
   * @param customers the name of the customer of the device in a slot
   * @param atSeconds when it was decided, since the start
   * @param availableBytes of the host then
   * @param someStallShare the share of time in which some task waited for memory then, 0 to 1
   */
  void planned(
      long number,
      Plan plan,
      IntFunction<String> customers,
      double atSeconds,
      long availableBytes,
      double someStallShare) {
    cuts.clear();
    for (int cut = 0; cut < plan.size(); cut++) {
      cuts.add(
          new DecisionReport.Cut(
              plan.key(cut).path(),
              customers.apply(plan.slot(cut)),
              plan.keepPages(cut),
              plan.expectedPages(cut),
              plan.verdict(plan.slot(cut))));
    }
    pending =
        new DecisionReport(
            number,
            atSeconds,
            plan.demand().urgency(),
            plan.demand().trigger(),
            plan.demand().pages(),
            plan.plannedPages(),
            cuts,
            CutResult.NOTHING,
            0,
            0,
            "",
            availableBytes,
            someStallShare);
  }

  /**
   * The plan that was under way has ended.
   *
   * @param score how the shadow has done so far; null where there is none
   */
  void settled(Outcomes outcomes, @Nullable ShadowScore score) {
    DecisionReport plan = pending;
    if (plan == null) {
      return;
    }
    pending = null;
    reports.accept(plan.ended(outcomes));
    if (score != null) {
      reports.accept(new ShadowReport(plan.number(), score));
    }
  }

  /**
   * The shadow was switched off.
   *
   * @param failures shadows that have failed since the start
   */
  void shadowFailed(long failures, String problem) {
    warn(
        "the shadow policy failed and is switched off until the configuration names another"
            + " one (%d since the start); the active policy goes on: %s"
                .formatted(failures, problem));
  }

  /** The host could be sensed: the next trouble is a new one. */
  void sensed() {
    lastTrouble = "";
  }

  /** The host could not be sensed. */
  void held(String trouble) {
    if (!trouble.equals(lastTrouble)) {
      lastTrouble = trouble;
      warn("doing nothing for now: " + trouble);
    }
  }

  private void warn(String message) {
    reports.accept(new NoticeReport(NoticeReport.Level.WARN, message));
  }
}
