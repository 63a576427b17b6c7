package org.tcmureclaim.agent.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.demand.Urgency;

/** The lines of the live table: never wider or higher than the screen. */
final class LiveTable {
  private static final int MOST_CUSTOMERS = 4;
  private static final int MOST_DECISIONS = 4;

  /** Header, pressure, memory, data areas, counters, and the headings of three lists. */
  private static final int FIXED_LINES = 8;

  private final Screen screen;
  private final Paint paint;
  private final List<String> lines = new ArrayList<>();

  LiveTable(Screen screen, Paint paint) {
    this.screen = screen;
    this.paint = paint;
  }

  /** The whole table; one line is left for the cursor. */
  List<String> lines(
      AgentStarted agent, Status s, List<DecisionReport> decisions, List<String> notices) {
    lines.clear();
    header(agent, s);
    pressure(s);
    memory(s);
    customers(s.customers());
    int shownDecisions = Math.min(decisions.size(), MOST_DECISIONS);
    int shownCustomers = Math.min(s.customers().size(), MOST_CUSTOMERS);
    int room = screen.rows() - 1 - FIXED_LINES - shownCustomers - notices.size();
    devices(s.top(), Math.max(0, room - Math.max(1, shownDecisions)));
    decisions(decisions, Math.min(shownDecisions, Math.max(1, room)));
    notices.forEach(notice -> add("! " + notice, Style.BOLD));
    counters(s.counters());
    return List.copyOf(lines.subList(0, Math.min(lines.size(), screen.rows() - 1)));
  }

  private void header(AgentStarted a, Status s) {
    String left =
        String.format(
            Locale.ROOT,
            "tcmu-reclaim  %s host, mode %s, truncator %s, policy %s",
            a.host(),
            a.mode(),
            a.truncator(),
            a.policy());
    String right = " " + HumanUnits.seconds(s.atSeconds());
    add(PlainText.fit(left, screen.columns() - right.length()) + right, Style.BOLD);
  }

  private void pressure(Status s) {
    String figures =
        String.format(
            Locale.ROOT,
            "pressure  some %6s  full %6s  urgency ",
            HumanUnits.share(s.someStallShare()),
            HumanUnits.share(s.fullStallShare()));
    lines.add(figures + paint.urgency(s.urgency(), DecisionText.word(s.urgency())));
  }

  private void memory(Status s) {
    String figures =
        String.format(
            Locale.ROOT,
            " %s available of %s",
            HumanUnits.bytes(s.availableBytes()),
            HumanUnits.bytes(s.totalBytes()));
    int width = screen.columns() - "memory    [] ".length() - 28;
    lines.add(PlainText.clip("memory    [" + bar(s, width) + "]" + figures, screen.columns()));
    add(
        String.format(
            Locale.ROOT,
            "          %s hold %s, their tails (:) %s",
            HumanUnits.count(s.devices(), "data area"),
            HumanUnits.pages(s.residentPages()),
            HumanUnits.bytes(s.tailsBytes())),
        Style.USUAL);
  }

  /** In use {@code |}, in use by tails {@code :}, available blank. */
  private static String bar(Status s, int width) {
    double total = Math.max(1, s.totalBytes());
    int tails = cells(s.tailsBytes() / total, width);
    int blank = cells(s.availableBytes() / total, width - tails);
    return "|".repeat(width - tails - blank) + ":".repeat(tails) + " ".repeat(blank);
  }

  private static int cells(double share, int width) {
    return (int) Math.max(0, Math.min(width, Math.round(share * width)));
  }

  private void customers(List<Status.Customer> customers) {
    add(String.format("%-20s %7s %9s %9s", "customer", "devices", "holds", "tail"), Style.DIM);
    int shown = customers.size() > MOST_CUSTOMERS ? MOST_CUSTOMERS - 1 : customers.size();
    for (Status.Customer c : customers.subList(0, shown)) {
      customer(c);
    }
    if (shown < customers.size()) {
      customer(rest(customers.subList(shown, customers.size())));
    }
  }

  private void customer(Status.Customer c) {
    add(
        String.format(
            Locale.ROOT,
            "%s %7d %9s %9s",
            PlainText.fit(c.name(), 20),
            c.devices(),
            HumanUnits.pages(c.residentPages()),
            HumanUnits.pages(c.tailPages())),
        Style.USUAL);
  }

  private static Status.Customer rest(List<Status.Customer> customers) {
    return new Status.Customer(
        "(" + customers.size() + " more)",
        customers.stream().mapToInt(Status.Customer::devices).sum(),
        customers.stream().mapToLong(Status.Customer::residentPages).sum(),
        customers.stream().mapToLong(Status.Customer::tailPages).sum());
  }

  private void devices(List<Status.Device> top, int most) {
    add(
        String.format(
            "%-20s %7s %9s %9s %6s  %s", "device", "", "holds", "tail", "idle", "verdict"),
        Style.DIM);
    for (Status.Device d : top.subList(0, Math.min(most, top.size()))) {
      add(
          String.format(
              Locale.ROOT,
              "%s %s %9s %9s %6s  %s",
              PlainText.fit(d.path(), 20),
              PlainText.fit(d.customer(), 7),
              HumanUnits.pages(d.residentPages()),
              HumanUnits.pages(d.tailPages()),
              HumanUnits.seconds(d.idleSeconds()),
              d.verdict().meaning()),
          Style.USUAL);
    }
  }

  private void decisions(List<DecisionReport> decisions, int most) {
    add("last decisions: planned of wanted, outcome", Style.DIM);
    if (decisions.isEmpty()) {
      add("none yet", Style.USUAL);
    }
    int from = Math.max(0, decisions.size() - most);
    for (DecisionReport d : decisions.subList(from, decisions.size())) {
      String line = PlainText.clip(DecisionText.shortLine(d), screen.columns());
      lines.add(d.urgency() == Urgency.NONE ? line : paint.urgency(d.urgency(), line));
    }
  }

  private void counters(Counters c) {
    add(
        String.format(
            Locale.ROOT,
            "%s, %s, %s freed, %s came back; Ctrl-C ends",
            HumanUnits.count(c.decisions(), "decision"),
            HumanUnits.count(c.truncations(), "truncation"),
            HumanUnits.pages(c.pagesFreed()),
            HumanUnits.pages(c.pagesCameBack())),
        Style.USUAL);
  }

  private enum Style {
    USUAL,
    BOLD,
    DIM
  }

  private void add(String line, Style style) {
    String clipped = PlainText.clip(line, screen.columns());
    lines.add(
        switch (style) {
          case USUAL -> clipped;
          case BOLD -> paint.bold(clipped);
          case DIM -> paint.dim(clipped);
        });
  }
}
