package org.tcmureclaim.agent.ledger;

import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.image.Tick;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Figures over the whole run, which begins with the first look. Of the decision thread. */
final class Tally {
  private boolean begun;
  private long startedAtNanos;
  private long firstSomeMicros;
  private long decisions;
  private long truncations;
  private long freedPages;
  private long cameBackPages;
  private long peakPages;
  private long lastSomeMicros;
  private long lastAtNanos;

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

  /** A look at the host. */
  void sensed(HostSnapshot snapshot) {
    lastAtNanos = snapshot.takenAtNanos();
    lastSomeMicros = snapshot.pressure().someTotalMicros();
    peakPages = Math.max(peakPages, snapshot.devices().totalResidentPages());
    if (!begun) {
      begun = true;
      startedAtNanos = lastAtNanos;
      firstSomeMicros = lastSomeMicros;
    }
  }

  /** Takes the number of pages that were freed since the start and allocated again. */
  void cameBack(long pages) {
    cameBackPages = pages;
  }

  /** Has a tick show what was counted so far. */
  void addTo(Tick tick) {
    tick.counters(decisions, truncations, freedPages, cameBackPages);
  }

  Counters counters() {
    return new Counters(decisions, truncations, freedPages, cameBackPages);
  }

  /** Seconds since the start at a moment of the host's clock. */
  double secondsAt(long nanos) {
    return (nanos - startedAtNanos) / 1e9;
  }

  /** From the first look to the newest; 0 before the first. */
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
