package org.tcmureclaim.replay.load;

import java.util.List;
import java.util.Locale;

/**
 * What a load did to an agent.
 *
 * @param start how long the agent took to begin
 * @param reactions from a PSI event to pages that are free, with load
 * @param before what agent and server cost before the load; the agent is the first
 * @param after what they cost with it
 * @param heapBytes used by the agent at the end, garbage included
 */
public record LoadResult(
    LoadPlan plan,
    LoadTally tally,
    ViewerFigures viewers,
    TickShares quietTicks,
    TickShares loadedTicks,
    TickShares reactions,
    StartTimes start,
    List<ProcessCost> before,
    List<ProcessCost> after,
    long heapBytes,
    long missedEvents) {

  /** Whether every request was answered and no viewer was lost. */
  public boolean isComplete() {
    return tally.unanswered() == 0 && viewers.lost().isEmpty();
  }

  /** The most that all processes had resident. */
  long peakBytes() {
    return after.stream().mapToLong(ProcessCost::peakBytes).sum();
  }

  /** The most that the process which decides had resident. */
  long agentPeakBytes() {
    return after.get(0).peakBytes();
  }

  /** For a reader. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%d LUNs, %d viewers, %d requests/s over %d %sconnections for %.0f s",
        plan.luns(),
        plan.viewers(),
        plan.requestsPerSecond(),
        plan.connections(),
        plan.fresh() ? "times fresh " : "",
        plan.loadNanos() / 1e9);
    line(text, "  requests   %d, not answered %d", tally.total(), tally.unanswered());
    tally.failures().forEach((what, count) -> line(text, "             %d times: %s", count, what));
    line(
        text,
        "  latency    p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.1f ms",
        millis(0.5),
        millis(0.99),
        millis(0.999),
        millis(1));
    line(
        text,
        "  viewers    %d lost, fewest events %d, missed in all %d; %d decisions, none older than %d"
            + " ms",
        viewers.lost().size(),
        viewers.fewestEvents(),
        missedEvents,
        viewers.decisions(),
        viewers.oldestDecisionMillis());
    viewers.lost().stream().distinct().forEach(why -> line(text, "             lost: %s", why));
    for (int i = 0; i < after.size(); i++) {
      process(text, before.get(i), after.get(i));
    }
    line(
        text,
        "  start      answers after %.1f s, first decision after %s; heap of the agent %s",
        start.answerNanos() / 1e9,
        start.firstDecision(),
        mebibytes(heapBytes));
    line(
        text,
        "  reactions  from a PSI event to free pages: %d, p50 %s, p99 %s",
        reactions.count(),
        reactions.quantile(0.5),
        reactions.quantile(0.99));
    ticks(text, "without", quietTicks);
    ticks(text, "with", loadedTicks);
    return text.toString();
  }

  private double millis(double share) {
    return tally.quantileNanos(share) / 1e6;
  }

  private static void process(StringBuilder text, ProcessCost before, ProcessCost after) {
    line(
        text,
        "  %-10s resident %s before, %s after, %s at most; locked %s; %d threads, %d jars",
        after.name(),
        mebibytes(before.residentBytes()),
        mebibytes(after.residentBytes()),
        mebibytes(after.peakBytes()),
        mebibytes(after.lockedBytes()),
        after.threads(),
        after.jars());
  }

  private static void ticks(StringBuilder text, String when, TickShares ticks) {
    line(
        text,
        "  ticks      %-7s load: %d, p50 %s, p99 %s, p99.9 %s, all %s",
        when,
        ticks.count(),
        ticks.quantile(0.5),
        ticks.quantile(0.99),
        ticks.quantile(0.999),
        ticks.quantile(1));
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f MiB", bytes / 1048576.0);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
