package org.tcmureclaim.agent.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.report.DecisionJson;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.json.JsonObject;

/**
 * The newest decisions, bounded in number and in cuts; older ones are in the journal, for {@code
 * explain}. Used on the event loop alone.
 */
final class DecisionLog {
  private static final int MOST_DECISIONS = 500;
  private static final int MOST_CUTS = 10_000;

  /**
   * A decision and when the API heard of it.
   *
   * @param epochMillis by the wall clock
   */
  record Logged(long epochMillis, DecisionReport decision) {
    JsonObject json() {
      return new JsonObject().put("epoch_millis", epochMillis).mergeIn(DecisionJson.of(decision));
    }
  }

  private final Deque<Logged> newestFirst = new ArrayDeque<>();
  private int cuts;
  private long added;

  Logged add(long epochMillis, DecisionReport decision) {
    Logged logged = new Logged(epochMillis, decision);
    newestFirst.addFirst(logged);
    added++;
    cuts += decision.cuts().size();
    while (newestFirst.size() > MOST_DECISIONS || (cuts > MOST_CUTS && newestFirst.size() > 1)) {
      cuts -= newestFirst.removeLast().decision().cuts().size();
    }
    return logged;
  }

  /** Decisions ever added: while it stays the same, so does everything here. */
  long added() {
    return added;
  }

  int size() {
    return newestFirst.size();
  }

  /** Those with lower numbers, newest first. */
  List<Logged> before(long number, int limit) {
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

  /** Those with higher numbers, oldest first. */
  List<Logged> after(long number) {
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

  Optional<Logged> find(long number) {
    return newestFirst.stream().filter(l -> l.decision().number() == number).findFirst();
  }
}
