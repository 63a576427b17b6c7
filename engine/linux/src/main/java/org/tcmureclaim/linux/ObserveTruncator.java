package org.tcmureclaim.linux;

import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;

/** Touches nothing: the outcome of every cut is that it was observed. */
final class ObserveTruncator implements Truncator {
  private final MonotonicClock clock;
  private final String reason;
  private final Granularity granularity;
  private final Outcomes outcomes = new Outcomes();
  private boolean ready;

  /**
   * @param granularity of the means that an acting agent would have here
   */
  ObserveTruncator(MonotonicClock clock, String reason, Granularity granularity) {
    this.clock = clock;
    this.reason = reason;
    this.granularity = granularity;
  }

  @Override
  public String name() {
    return "observe";
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public Granularity granularity() {
    return granularity;
  }

  @Override
  public boolean begin(Plan plan) {
    if (ready) {
      return false;
    }
    outcomes.begin(clock.nanoTime());
    for (int cut = 0; cut < plan.size(); cut++) {
      outcomes.add(plan.key(cut), CutResult.OBSERVED, 0);
    }
    outcomes.end(CutResult.OBSERVED, "", clock.nanoTime());
    ready = true;
    return true;
  }

  @Override
  public boolean takeOutcomes(Outcomes into) {
    if (!ready) {
      return false;
    }
    into.begin(outcomes.startedAtNanos());
    for (int cut = 0; cut < outcomes.size(); cut++) {
      into.add(outcomes.key(cut), CutResult.OBSERVED, 0);
    }
    into.end(CutResult.OBSERVED, "", outcomes.endedAtNanos());
    ready = false;
    return true;
  }
}
