package org.tcmureclaim.agent.display;

import java.util.Locale;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.host.text.PrintableText;

/** One line for each thing that happens, for a log or a pipe. */
public final class PipeDisplay implements Display {
  private final CustomerCuts cuts = new CustomerCuts();
  private double startedAtSeconds;

  @Override
  public void show(Report report, StringBuilder out) {
    if (report instanceof DecisionReport decision) {
      cuts.add(decision);
      out.append(DecisionText.line(decision)).append('\n');
    } else if (report instanceof DeviceChange change) {
      device(change, out);
    } else if (report instanceof NoticeReport notice) {
      String level = notice.level() == NoticeReport.Level.WARN ? "warning" : "notice";
      out.append(level).append(": ").append(PrintableText.oneLine(notice.message())).append('\n');
    } else if (report instanceof AgentStarted started) {
      startedAtSeconds = started.atSeconds();
      out.append(line(started)).append('\n');
    } else if (report instanceof Summary summary) {
      out.append(SummaryText.of(summary)).append(cuts.summary());
    }
  }

  /** The devices that were there at the start are counted in the first line; no line for each. */
  private void device(DeviceChange change, StringBuilder out) {
    if (change.atSeconds() <= startedAtSeconds) {
      return;
    }
    out.append(
        String.format(
            Locale.ROOT,
            "device        %8s  %-9s %s (%s)\n",
            HumanUnits.seconds(change.atSeconds()),
            DecisionText.word(change.event()),
            PrintableText.oneLine(change.path()),
            PrintableText.oneLine(change.customer())));
  }

  static String line(AgentStarted a) {
    return String.format(
        Locale.ROOT,
        "%s host, %s, mode %s, policy %s, truncator %s: %s",
        a.host(),
        HumanUnits.count(a.devices(), "device"),
        a.mode(),
        PrintableText.oneLine(a.policy()),
        a.truncator(),
        PrintableText.oneLine(a.truncatorReason()));
  }
}
