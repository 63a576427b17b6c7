package org.tcmureclaim.agent.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.image.CustomerSum;

/** The lines of the live table: never wider or higher than the screen. */
final class LiveTable {
  private static final int MOST_CUSTOMERS = 4;
  private static final int MOST_DECISIONS = 4;

  /** Header, pressure, memory, data areas, counters, and the headings of three lists. */
  private static final int FIXED_LINES = 8;

  private final Screen screen;
  private final Paint paint;
  private final CustomerCuts cuts;
  private final List<String> lines = new ArrayList<>();

  LiveTable(Screen screen, Paint paint, CustomerCuts cuts) {
    this.screen = screen;
    this.paint = paint;
    this.cuts = cuts;
  }

  /** The whole table; one line is left for the cursor. */
  List<String> lines(
      AgentStarted agent, Status s, List<DecisionReport> decisions, List<String> notices) {
    lines.clear();
    header(agent, s);
    pressure(s);
    memory(s);
    ShadowScore score = s.shadow();
    int room = screen.rows() - 1 - FIXED_LINES - (score == null ? 0 : 1);
    int decisionLines = atMost(Math.min(MOST_DECISIONS, Math.max(1, room / 3)), decisions.size());
    room -= Math.max(1, decisionLines);
    int noticeLines = atMost(room / 4, notices.size());
    room -= noticeLines;
    int customerLines = atMost(Math.min(MOST_CUSTOMERS, room / 2), s.customers().size());
    room -= customerLines;
    customers(s.customers(), customerLines);
    devices(s.top().subList(0, atMost(room, s.top().size())));
    decisions(newest(decisions, decisionLines));
    newest(notices, noticeLines).forEach(notice -> add("! " + notice, Style.BOLD));
    if (score != null) {
      shadow(score);
    }
    counters(s.counters());
    return List.copyOf(lines);
  }

  private static int atMost(int most, int wanted) {
    return Math.max(0, Math.min(most, wanted));
  }

  private static <T> List<T> newest(List<T> all, int count) {
    return all.subList(all.size() - count, all.size());
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
    add(FittedText.fit(left, screen.columns() - right.length()) + right, Style.BOLD);
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
    lines.add(FittedText.clip("memory    [" + bar(s, width) + "]" + figures, screen.columns()));
    add(
        String.format(
            Locale.ROOT,
            "          %s: %s, of it tails (:) %s",
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

  private void customers(List<CustomerSum> customers, int most) {
    add(
        String.format("%-20s %7s %9s %9s %9s", "customer", "devices", "holds", "tail", "was cut"),
        Style.DIM);
    int shown = customers.size() > most ? Math.max(0, most - 1) : customers.size();
    for (CustomerSum c : customers.subList(0, shown)) {
      customer(c, cuts.pagesOf(c.customer()));
    }
    if (shown < customers.size() && most > 0) {
      List<CustomerSum> others = customers.subList(shown, customers.size());
      customer(rest(others), others.stream().mapToLong(c -> cuts.pagesOf(c.customer())).sum());
    }
  }

  private void customer(CustomerSum c, long cutPages) {
    add(
        String.format(
            Locale.ROOT,
            "%s %7d %9s %9s %9s",
            FittedText.fit(c.customer(), 20),
            c.devices(),
            HumanUnits.pages(c.residentPages()),
            HumanUnits.pages(c.tailPages()),
            HumanUnits.pages(cutPages)),
        Style.USUAL);
  }

  private static CustomerSum rest(List<CustomerSum> customers) {
    CustomerSum none = new CustomerSum("(" + customers.size() + " more)", 0, 0, 0);
    return customers.stream().reduce(none, CustomerSum::plus);
  }

  private void devices(List<Status.Device> top) {
    add(
        String.format(
            "%-20s %7s %9s %9s %6s  %s", "device", "", "holds", "tail", "idle", "verdict"),
        Style.DIM);
    for (Status.Device d : top) {
      add(
          String.format(
              Locale.ROOT,
              "%s %s %9s %9s %6s  %s",
              FittedText.fit(d.path(), 20),
              FittedText.fit(d.customer(), 7),
              HumanUnits.pages(d.residentPages()),
              HumanUnits.pages(d.tailPages()),
              HumanUnits.seconds(d.idleSeconds()),
              d.verdict().meaning()),
          Style.USUAL);
    }
  }

  private void decisions(List<DecisionReport> decisions) {
    add("last decisions: planned, outcome", Style.DIM);
    if (decisions.isEmpty()) {
      add("none yet", Style.USUAL);
    }
    for (DecisionReport d : decisions) {
      String line = FittedText.clip(DecisionText.shortLine(d), screen.columns());
      lines.add(d.urgency() == Urgency.NONE ? line : paint.urgency(d.urgency(), line));
    }
  }

  /** Both sides are of one model, so that they can be compared with each other only. */
  private void shadow(ShadowScore score) {
    add(
        String.format(
            Locale.ROOT,
            "shadow would have needed %s again (active %s) of %s cut (active %s)",
            HumanUnits.pages(score.shadow().reallocatedPages()),
            HumanUnits.pages(score.active().reallocatedPages()),
            HumanUnits.pages(score.shadow().cutPages()),
            HumanUnits.pages(score.active().cutPages())),
        Style.USUAL);
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
    String clipped = FittedText.clip(line, screen.columns());
    lines.add(
        switch (style) {
          case USUAL -> clipped;
          case BOLD -> paint.bold(clipped);
          case DIM -> paint.dim(clipped);
        });
  }
}
