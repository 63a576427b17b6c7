package org.tcmureclaim.image;

import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The share of time in which tasks waited for memory, over the newest second at least. Ticks follow
 * each other quickly while memory is short, so the share since the tick before would jump. A span
 * begins with a tick, and lasts for one to two seconds where ticks are not further apart.
 */
final class StallSpan {
  private static final long LEAST_NANOS = 1_000_000_000L;
  private static final long MILLION = 1_000_000;
  private static final long NANOS_PER_MICRO = 1000;

  private final Totals begin = new Totals();
  private final Totals nextBegin = new Totals();
  private long somePpm;
  private long fullPpm;

  /** The totals of one tick. */
  private static final class Totals {
    private long atNanos;
    private long someMicros;
    private long fullMicros;

    void take(HostSnapshot snapshot) {
      atNanos = snapshot.takenAtNanos();
      someMicros = snapshot.pressure().someTotalMicros();
      fullMicros = snapshot.pressure().fullTotalMicros();
    }

    void take(Totals other) {
      atNanos = other.atNanos;
      someMicros = other.someMicros;
      fullMicros = other.fullMicros;
    }
  }

  /** The first tick, before which nothing is known. */
  void begin(HostSnapshot first) {
    begin.take(first);
    nextBegin.take(first);
    somePpm = 0;
    fullPpm = 0;
  }

  /** One more tick. */
  void extend(HostSnapshot snapshot) {
    long nowNanos = snapshot.takenAtNanos();
    if (nowNanos - nextBegin.atNanos >= LEAST_NANOS) {
      begin.take(nextBegin);
      nextBegin.take(snapshot);
    }
    long elapsedMicros = (nowNanos - begin.atNanos) / NANOS_PER_MICRO;
    somePpm = ppm(snapshot.pressure().someTotalMicros() - begin.someMicros, elapsedMicros);
    fullPpm = ppm(snapshot.pressure().fullTotalMicros() - begin.fullMicros, elapsedMicros);
  }

  private static long ppm(long stalledMicros, long elapsedMicros) {
    if (elapsedMicros <= 0 || stalledMicros <= 0) {
      return 0;
    }
    return stalledMicros >= elapsedMicros
        ? MILLION
        : Math.round((double) stalledMicros * MILLION / elapsedMicros);
  }

  /** At least one task, in millionths. */
  long somePpm() {
    return somePpm;
  }

  /** Every task, in millionths. */
  long fullPpm() {
    return fullPpm;
  }
}
