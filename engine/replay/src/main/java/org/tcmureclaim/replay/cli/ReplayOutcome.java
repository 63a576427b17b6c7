package org.tcmureclaim.replay.cli;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.report.ReplayReport;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.run.RunWatchers;
import org.tcmureclaim.replay.trace.Trace;

/** Shows the progress of runs, and puts them into the report where one was asked for. */
final class ReplayOutcome implements MatrixListener {
  private final CellProgress progress;
  private final @Nullable ReplayReport report;

  ReplayOutcome(CellProgress progress, @Nullable ReplayReport report) {
    this.progress = progress;
    this.report = report;
  }

  @Override
  public RunWatchers begin(Trace trace, int runs) {
    progress.begin(trace.name(), runs, trace.ticks().deviceTicks());
    return report == null ? RunWatchers.NONE : report.begin(trace);
  }

  @Override
  public void runIsOver() {
    progress.done();
  }

  @Override
  public void figures(PolicyFigures line) {
    if (report != null) {
      report.add(line);
    }
  }
}
