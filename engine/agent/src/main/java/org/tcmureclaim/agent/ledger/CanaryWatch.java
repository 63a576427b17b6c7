package org.tcmureclaim.agent.ledger;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.canary.CanaryState;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Reasons;
import org.tcmureclaim.outcome.RegretTally;

/** Tells when a trial begins, and when it ends. Looks in each tick; allocates when it tells. */
final class CanaryWatch {
  private final Decider decider;
  private final Consumer<Report> reports;
  private final Map<String, CanaryState> told = new HashMap<>();

  CanaryWatch(Decider decider, Consumer<Report> reports) {
    this.decider = decider;
    this.reports = reports;
  }

  void look(Reasons reasons) {
    for (int i = 0; i < reasons.customers(); i++) {
      String customer = reasons.customerName(i);
      CanaryState state = decider.trialState(i);
      if (state != told.get(customer)) {
        tell(customer, state, decider.trialRegret(i));
      }
    }
  }

  private void tell(String customer, @Nullable CanaryState state, @Nullable RegretTally regret) {
    if (state == null) {
      told.remove(customer);
      return;
    }
    told.put(customer, state);
    String canary = "the canary of customer " + customer;
    if (state == CanaryState.TRYING) {
      reports.accept(new NoticeReport(NoticeReport.Level.INFO, canary + " has its devices"));
    } else {
      double share = regret == null ? 0 : 100 * regret.share();
      reports.accept(
          new NoticeReport(
              NoticeReport.Level.WARN,
              String.format(
                  Locale.ROOT,
                  "%s has lost its devices: %s; of all that it cut, %.1f %% came back",
                  canary,
                  state.meaning(),
                  share)));
    }
  }
}
