package org.tcmureclaim.agent.ledger;

import java.util.function.Consumer;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.guard.HandlerNews;
import org.tcmureclaim.image.Tick;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Tells when LUNs get no cuts because their handler ended badly. Allocates when it tells. */
final class BrakeWatch implements HandlerNews {
  private final Decider decider;
  private final Consumer<Report> reports;

  BrakeWatch(Decider decider, Consumer<Report> reports) {
    this.decider = decider;
    this.reports = reports;
  }

  void look(HostSnapshot snapshot) {
    decider.tellOfHandlers(snapshot, this);
  }

  void addTo(Tick tick, DeviceTable devices) {
    long braked = 0;
    for (int i = 0; i < devices.size(); i++) {
      braked += decider.isBraked(devices.slotAt(i)) ? 1 : 0;
    }
    tick.handlers(decider.handlerBrakes(), braked);
  }

  @Override
  public void held(String program, boolean byFault) {
    reports.accept(
        new NoticeReport(
            NoticeReport.Level.WARN,
            program
                + (byFault
                    ? " ended by SIGBUS or SIGSEGV within a minute of a cut"
                    : " ended unexpectedly twice within a day")
                + "; its LUNs get no cuts for an hour, and then one of them first: see"
                + " docs/operating.md, \"Handler held back\""));
  }
}
