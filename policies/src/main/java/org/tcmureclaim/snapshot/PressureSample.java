package org.tcmureclaim.snapshot;

/**
 * Memory pressure (PSI) at one moment, from {@code /proc/pressure/memory}
 * (Documentation/accounting/psi.rst). Reused from tick to tick.
 *
 * <p>The {@code total} counters are exact at any moment; the kernel's averages lag by two seconds
 * and are not kept here.
 */
public final class PressureSample {
  private long someTotalMicros;
  private long fullTotalMicros;
  private long someEvents;
  private long fullEvents;
  private long sampledAtNanos;

  /** Time since boot in which at least one task waited for memory. */
  public long someTotalMicros() {
    return someTotalMicros;
  }

  /** Time since boot in which every runnable task waited for memory. */
  public long fullTotalMicros() {
    return fullTotalMicros;
  }

  /** How often a {@code some} trigger has fired since the agent started. */
  public long someEvents() {
    return someEvents;
  }

  /** How often a {@code full} trigger has fired since the agent started. */
  public long fullEvents() {
    return fullEvents;
  }

  public long sampledAtNanos() {
    return sampledAtNanos;
  }

  public void updateTotals(long someTotalMicros, long fullTotalMicros, long nowNanos) {
    this.someTotalMicros = someTotalMicros;
    this.fullTotalMicros = fullTotalMicros;
    this.sampledAtNanos = nowNanos;
  }

  public void updateEvents(long someEvents, long fullEvents) {
    this.someEvents = someEvents;
    this.fullEvents = fullEvents;
  }

  /** Takes another sample's figures over. */
  void copyFrom(PressureSample from) {
    someTotalMicros = from.someTotalMicros;
    fullTotalMicros = from.fullTotalMicros;
    someEvents = from.someEvents;
    fullEvents = from.fullEvents;
    sampledAtNanos = from.sampledAtNanos;
  }
}
