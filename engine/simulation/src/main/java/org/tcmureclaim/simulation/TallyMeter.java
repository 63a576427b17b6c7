package org.tcmureclaim.simulation;

import org.tcmureclaim.simulation.memory.Stalls;

/** Keeps the {@link Tally} of a run. */
final class TallyMeter {
  private final Luns luns;
  private final Stalls stalls;
  private final PageTotals atBegin = new PageTotals();
  private long pressureNanosAtBegin;
  private long someMicrosAtBegin;
  private long fullMicrosAtBegin;
  private long durationNanos;
  private long steps;
  private long sumOfPages;
  private long peakPages;

  TallyMeter(Luns luns, Stalls stalls) {
    this.luns = luns;
    this.stalls = stalls;
  }

  /** Forgets what was before, warm-up for example. */
  void begin(long pages) {
    luns.sumInto(atBegin);
    pressureNanosAtBegin = stalls.timeUnderPressureNanos();
    someMicrosAtBegin = stalls.someMicros();
    fullMicrosAtBegin = stalls.fullMicros();
    durationNanos = 0;
    steps = 0;
    sumOfPages = 0;
    peakPages = pages;
  }

  void pass(long nanos, long pages) {
    durationNanos += nanos;
    steps++;
    sumOfPages += pages;
    peakPages = Math.max(peakPages, pages);
  }

  Tally tally() {
    PageTotals totals = new PageTotals();
    luns.sumInto(totals);
    return new Tally(
        durationNanos,
        totals.freedPages - atBegin.freedPages,
        totals.reallocatedPages - atBegin.reallocatedPages,
        totals.firstAllocatedPages - atBegin.firstAllocatedPages,
        totals.truncations - atBegin.truncations,
        stalls.timeUnderPressureNanos() - pressureNanosAtBegin,
        stalls.someMicros() - someMicrosAtBegin,
        stalls.fullMicros() - fullMicrosAtBegin,
        peakPages,
        steps == 0 ? peakPages : sumOfPages / steps);
  }
}
