package org.tcmureclaim.agent.display;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.host.text.PrintableText;

/**
 * Entries of systemd's journal, with fields to search by: {@code journalctl
 * TCMU_DEVICE=user_0/gold-01}. A field a line, an empty line after each entry; a decision has a
 * {@code TCMU_DEVICE} for each LUN that it cuts (systemd's "Native Journal Protocol").
 */
public final class JournalDisplay implements Display {
  private static final int MOST_DEVICES = 200;
  private static final int WARNING = 4; // As syslog(3) numbers them.
  private static final int INFO = 6;

  private final PipeDisplay lines = new PipeDisplay();

  @Override
  public void show(Report report, StringBuilder out) {
    StringBuilder text = new StringBuilder();
    lines.show(report, text);
    String message = text.toString().strip();
    if (message.isEmpty()) {
      return;
    }
    boolean warning =
        report instanceof NoticeReport notice && notice.level() == NoticeReport.Level.WARN;
    // A summary has several lines, and each is an entry.
    for (String line : message.split("\n", -1)) {
      if (!line.isBlank()) {
        field(out, "MESSAGE", line.strip());
        field(out, "PRIORITY", String.valueOf(warning ? WARNING : INFO));
        field(out, "SYSLOG_IDENTIFIER", "tcmu-reclaim");
        fields(report, out);
        out.append('\n');
      }
    }
  }

  private static void fields(Report report, StringBuilder out) {
    if (report instanceof DecisionReport decision) {
      decision(decision, out);
    } else if (report instanceof DeviceChange change) {
      field(out, "TCMU_EVENT", "device-" + DecisionText.word(change.event()));
      field(out, "TCMU_DEVICE", change.path());
      field(out, "TCMU_CUSTOMER", change.customer());
    } else if (report instanceof AgentStarted started) {
      field(out, "TCMU_EVENT", "started");
      field(out, "TCMU_MODE", started.mode());
      field(out, "TCMU_POLICY", started.policy());
      field(out, "TCMU_TRUNCATOR", started.truncator());
    } else {
      field(out, "TCMU_EVENT", report instanceof NoticeReport ? "notice" : "summary");
    }
  }

  private static void decision(DecisionReport d, StringBuilder out) {
    field(out, "TCMU_EVENT", "decision");
    field(out, "TCMU_DECISION", String.valueOf(d.number()));
    field(out, "TCMU_URGENCY", DecisionText.word(d.urgency()));
    field(out, "TCMU_TRIGGER", DecisionText.word(d.trigger()));
    field(out, "TCMU_DEMAND_PAGES", String.valueOf(d.demandPages()));
    field(out, "TCMU_PLANNED_PAGES", String.valueOf(d.plannedPages()));
    field(out, "TCMU_RESULT", DecisionText.word(d.result()));
    field(out, "TCMU_FREED_PAGES", String.valueOf(d.freedPages()));
    field(out, "TCMU_DURATION_MILLIS", String.format(Locale.ROOT, "%.3f", d.durationMillis()));
    field(out, "TCMU_AVAILABLE_BYTES", String.valueOf(d.availableBytes()));
    if (!d.problem().isEmpty()) {
      field(out, "TCMU_PROBLEM", d.problem());
    }
    List<DecisionReport.Cut> told = d.cuts().subList(0, Math.min(MOST_DEVICES, d.cuts().size()));
    Set<String> customers = new LinkedHashSet<>();
    for (DecisionReport.Cut cut : told) {
      field(out, "TCMU_DEVICE", cut.device());
      customers.add(cut.customer());
    }
    customers.forEach(customer -> field(out, "TCMU_CUSTOMER", customer));
  }

  /** A value has no line breaks, so that nobody makes up fields by a device's name. */
  private static void field(StringBuilder out, String name, String value) {
    out.append(name).append('=').append(PrintableText.oneLine(value)).append('\n');
  }
}
