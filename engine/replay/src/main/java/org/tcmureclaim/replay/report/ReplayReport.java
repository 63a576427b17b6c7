package org.tcmureclaim.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tcmureclaim.replay.result.JsonObject;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.run.RunWatchers;
import org.tcmureclaim.replay.trace.Trace;

/** What replays found, as it grows. May be written at any time, by any thread. */
public final class ReplayReport {
  /** What the data of a page may take; the charts lose resolution before it takes more. */
  static final int MOST_DATA_BYTES = 1_500_000;

  private final String version;
  private final String commandLine;
  private final int tracesNamed;
  private final List<TraceSection> sections = new ArrayList<>();

  /**
   * A report without content.
   *
   * @param version of the program
   * @param commandLine as it was typed
   * @param tracesNamed how many traces the command line names
   */
  public ReplayReport(String version, String commandLine, int tracesNamed) {
    this.version = version;
    this.commandLine = commandLine;
    this.tracesNamed = tracesNamed;
  }

  /**
   * Begins a trace.
   *
   * @return who is to watch its runs
   */
  public synchronized RunWatchers begin(Trace trace) {
    TraceSection section = new TraceSection(trace);
    sections.add(section);
    return section;
  }

  /** Adds figures of the trace that was begun last; its runs are over. */
  public synchronized void add(PolicyFigures figures) {
    sections.get(sections.size() - 1).add(figures);
  }

  /**
   * The page as it is now.
   *
   * @param stoppedBy why there will not be more, empty if everything is there
   */
  public synchronized String page(String stoppedBy) {
    int factor = 1;
    String data = json(stoppedBy, factor);
    while (data.length() > MOST_DATA_BYTES && factor < Buckets.MOST) {
      factor *= 2;
      data = json(stoppedBy, factor);
    }
    return ReportPage.of(data);
  }

  private String json(String stoppedBy, int factor) {
    return new JsonObject()
        .text("version", version)
        .text("command_line", commandLine)
        .text("stopped_by", stoppedBy)
        .whole("traces_named", tracesNamed)
        .raw(
            "traces",
            sections.stream()
                .map(section -> section.json(factor).toString())
                .collect(Collectors.joining(",\n", "[\n", "]")))
        .toString();
  }
}
