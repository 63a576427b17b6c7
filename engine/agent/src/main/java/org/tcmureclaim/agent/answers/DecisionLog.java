package org.tcmureclaim.agent.answers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.journal.DecisionEntry;
import org.tcmureclaim.agent.journal.DeviceReason;
import org.tcmureclaim.agent.report.DecisionJson;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.outcome.CutResult;

/**
 * The newest decisions, bounded in number and in cuts; older ones are in the journal, for {@code
 * explain}. Not safe for use by several threads.
 */
public final class DecisionLog {
  public static final int MOST_DECISIONS = 500;
  private static final int MOST_CUTS = 10_000;

  /**
   * A decision, and when its outcome was known.
   *
   * @param epochMillis by the wall clock
   */
  public record Logged(long epochMillis, DecisionReport decision) {
    /** As it is in the journal; empty for what is no decision, or whose outcome is not known. */
    static Optional<Logged> of(DecisionEntry entry) {
      CutResult result = entry.result();
      return entry.number() == 0 || result == null
          ? Optional.empty()
          : Optional.of(new Logged(entry.epochMillis(), report(entry, result)));
    }

    private static DecisionReport report(DecisionEntry entry, CutResult result) {
      return new DecisionReport(
          entry.number(),
          entry.atSeconds(),
          entry.urgency(),
          entry.trigger(),
          entry.demandPages(),
          entry.plannedPages(),
          entry.devices().stream()
              .filter(device -> device.keepPages() != DeviceReason.NONE)
              .sorted(Comparator.comparingInt(DeviceReason::cutPlace))
              .map(Logged::cut)
              .toList(),
          result,
          entry.freedPages(),
          entry.durationMillis(),
          entry.problem(),
          entry.availableBytes(),
          entry.someStallShare());
    }

    private static DecisionReport.Cut cut(DeviceReason device) {
      return new DecisionReport.Cut(
          device.device(),
          device.customer(),
          device.keepPages(),
          device.expectedPages(),
          device.verdict());
    }

    public JsonObject json() {
      return new JsonObject().put("epoch_millis", epochMillis).mergeIn(DecisionJson.of(decision));
    }
  }

  private final Deque<Logged> newestFirst = new ArrayDeque<>();
  private int cuts;
  private long added;

  /** Takes the newest one. */
  public void add(Logged logged) {
    newestFirst.addFirst(logged);
    added++;
    cuts += logged.decision().cuts().size();
    while (newestFirst.size() > MOST_DECISIONS || (cuts > MOST_CUTS && newestFirst.size() > 1)) {
      cuts -= newestFirst.removeLast().decision().cuts().size();
    }
  }

  /** Decisions ever added: while it stays the same, so does everything here. */
  public long added() {
    return added;
  }

  /**
   * Those with lower numbers, newest first.
   *
   * @param limit the most that the page has
   */
  public JsonObject page(long before, int limit) {
    List<Logged> found = before(before, limit);
    JsonArray items = new JsonArray();
    found.forEach(logged -> items.add(logged.json()));
    JsonObject page = new JsonObject().put("total", newestFirst.size()).put("items", items);
    if (found.size() == limit) {
      page.put("next_before", found.get(limit - 1).decision().number());
    }
    return page;
  }

  private List<Logged> before(long number, int limit) {
    List<Logged> found = new ArrayList<>();
    Iterator<Logged> all = newestFirst.iterator();
    while (all.hasNext() && found.size() < limit) {
      Logged next = all.next();
      if (next.decision().number() < number) {
        found.add(next);
      }
    }
    return found;
  }

  /** Whether the decision of this number is among them. */
  public boolean has(long number) {
    return newestFirst.stream().anyMatch(logged -> logged.decision().number() == number);
  }

  /** Those with higher numbers, oldest first. */
  public List<Logged> after(long number) {
    List<Logged> found = new ArrayList<>();
    newestFirst
        .descendingIterator()
        .forEachRemaining(
            logged -> {
              if (logged.decision().number() > number) {
                found.add(logged);
              }
            });
    return found;
  }

  /**
   * The decision of this number.
   *
   * @param text as it was asked for
   * @throws UnansweredException where it is none of the newest
   */
  public JsonObject one(String text) {
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    return newestFirst.stream()
        .filter(logged -> logged.decision().number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new UnansweredException(
                    UnansweredException.Reason.NO_SUCH,
                    "no decision " + text + " among the newest; older ones: explain"))
        .json();
  }
}
