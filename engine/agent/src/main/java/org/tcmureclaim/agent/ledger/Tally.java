package org.tcmureclaim.agent.ledger;

import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Figures over the whole run. Written by the decision thread. */
final class Tally {
  private final long startedAtNanos;
  private final long firstSomeMicros;
  private long decisions;
  private long truncations;
  private long freedPages;
  private long cameBackPages;
  private long peakPages;
  private long lastSomeMicros;
  private long lastAtNanos;

  Tally(HostSnapshot first) {
    this.startedAtNanos = first.takenAtNanos();
    this.lastAtNanos = startedAtNanos;
    this.firstSomeMicros = first.pressure().someTotalMicros();
    this.lastSomeMicros = firstSomeMicros;
    this.peakPages = first.devices().totalResidentPages();
  }

  void planned() {
    decisions++;
  }

  void settled(Outcomes outcomes) {
    for (int cut = 0; cut < outcomes.size(); cut++) {
      if (outcomes.result(cut) == CutResult.FREED) {
        truncations++;
      }
    }
    freedPages += outcomes.totalFreedPages();
  }

  void ticked(HostSnapshot snapshot, long cameBackPages) {
    this.cameBackPages = cameBackPages;
    lastAtNanos = snapshot.takenAtNanos();
    lastSomeMicros = snapshot.pressure().someTotalMicros();
    peakPages = Math.max(peakPages, snapshot.devices().totalResidentPages());
  }

  Counters counters() {
    return new Counters(decisions, truncations, freedPages, cameBackPages);
  }

  /** Whether these counters are out of date. */
  boolean hasChanged(Counters counters) {
    return counters.decisions() != decisions
        || counters.truncations() != truncations
        || counters.pagesFreed() != freedPages
        || counters.pagesCameBack() != cameBackPages;
  }

  /** Seconds since the start at a moment of the host's clock. */
  double secondsAt(long nanos) {
    return (nanos - startedAtNanos) / 1e9;
  }

  double durationSeconds() {
    return secondsAt(lastAtNanos);
  }

  /** Time in which at least one task waited for memory. */
  double pressureSeconds() {
    return (lastSomeMicros - firstSomeMicros) / 1e6;
  }

  long peakPages() {
    return peakPages;
  }
}
