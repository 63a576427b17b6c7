package org.tcmureclaim.agent.display;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.agent.report.Summary;

/**
 * A table that is redrawn in place. It stays on the ordinary screen, so that the last frame and the
 * summary below it remain when the agent has ended.
 */
public final class TerminalDisplay implements Display {
  private static final int KEPT_DECISIONS = 8;
  private static final int KEPT_NOTICES = 2;
  private static final String HIDE_CURSOR = "\033[?25l";
  private static final String SHOW_CURSOR = "\033[?25h";
  private static final String CLEAR_LINE_END = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";

  private final LiveTable table;
  private final CustomerCuts cuts = new CustomerCuts();
  private final Deque<DecisionReport> decisions = new ArrayDeque<>();
  private final Deque<String> notices = new ArrayDeque<>();
  private @Nullable AgentStarted agent;
  private @Nullable Status status;
  private int drawnLines;
  private boolean cursorHidden;
  private boolean changed;

  /** With colours, or without. */
  public TerminalDisplay(Screen screen, boolean coloured) {
    this.table = new LiveTable(screen, coloured ? Paint.COLOURED : Paint.PLAIN, cuts);
  }

  @Override
  public void show(Report report, StringBuilder out) {
    changed = true;
    if (report instanceof Status newest) {
      status = newest;
    } else if (report instanceof DecisionReport decision) {
      cuts.add(decision);
      keep(decisions, decision, KEPT_DECISIONS);
    } else if (report instanceof NoticeReport notice) {
      keep(notices, notice.message(), KEPT_NOTICES);
    } else if (report instanceof AgentStarted started) {
      agent = started;
      out.append(PipeDisplay.line(started)).append('\n');
    } else if (report instanceof Summary summary) {
      refresh(out);
      drawnLines = 0;
      status = null;
      out.append(SummaryText.of(summary)).append(cuts.summary());
    }
  }

  @Override
  public boolean showsStatus() {
    return true;
  }

  /** One frame, as one piece of text, so that nothing flickers. */
  @Override
  public void refresh(StringBuilder out) {
    if (!changed || agent == null || status == null) {
      return;
    }
    changed = false;
    if (!cursorHidden) {
      out.append(HIDE_CURSOR);
      cursorHidden = true;
    }
    if (drawnLines > 0) {
      out.append("\033[").append(drawnLines).append('F');
    }
    List<String> lines = table.lines(agent, status, List.copyOf(decisions), List.copyOf(notices));
    for (String line : lines) {
      out.append(line).append(CLEAR_LINE_END).append('\n');
    }
    out.append(CLEAR_BELOW);
    drawnLines = lines.size();
  }

  @Override
  public void end(StringBuilder out) {
    if (cursorHidden) {
      out.append(SHOW_CURSOR);
      cursorHidden = false;
    }
  }

  private static <T> void keep(Deque<T> kept, T newest, int most) {
    kept.addLast(newest);
    if (kept.size() > most) {
      kept.removeFirst();
    }
  }
}
