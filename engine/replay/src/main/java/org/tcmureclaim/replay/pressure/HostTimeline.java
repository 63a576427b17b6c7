package org.tcmureclaim.replay.pressure;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * A host's trace cut into the ticks of a device trace: what a closed loop needs in each tick.
 *
 * <p>Memory is that of the last sample at or before the end of the tick. Stalls are the growth of
 * the counter in the tick, taken to be even between two samples. Both are empty where the samples
 * that know them do not reach: before the first one and after the last one. Memory that is known of
 * one moment only is taken for all that follow. Recorded figures belong to the policy that ran when
 * they were recorded.
 */
public final class HostTimeline {
  private final Series someMicros;
  private final Series fullMicros;
  private final Series availableKib;
  private final Series totalKib;
  private final Series tcmuPages;
  private final long startNanos;
  private final long tickNanos;
  private final int ticks;

  /** One figure, at the moments at which it is known. */
  private static final class Series {
    private final long[] nanos;
    private final long[] values;

    private Series(long[] nanos, long[] values) {
      this.nanos = nanos;
      this.values = values;
    }

    private static Series of(List<HostSample> samples, Function<HostSample, OptionalLong> figure) {
      List<HostSample> known =
          samples.stream().filter(sample -> figure.apply(sample).isPresent()).toList();
      return new Series(
          known.stream().mapToLong(HostSample::atNanos).toArray(),
          known.stream().mapToLong(sample -> figure.apply(sample).getAsLong()).toArray());
    }

    /** The last moment at or before this one; -1 where there is none. */
    private int lastUpTo(long atNanos) {
      int at = Arrays.binarySearch(nanos, atNanos);
      return at >= 0 ? at : -at - 2;
    }

    private boolean isOneMoment() {
      return nanos.length == 1;
    }

    private boolean reaches(long atNanos) {
      return nanos.length > 0 && nanos[nanos.length - 1] >= atNanos;
    }
  }

  private HostTimeline(List<HostSample> samples, long startNanos, TickTable table) {
    this.someMicros = Series.of(samples, HostSample::psiSomeTotalMicros);
    this.fullMicros = Series.of(samples, HostSample::psiFullTotalMicros);
    this.availableKib = Series.of(samples, HostSample::memAvailableKib);
    this.totalKib = Series.of(samples, HostSample::memTotalKib);
    this.tcmuPages = Series.of(samples, HostSample::tcmuPages);
    this.startNanos = startNanos;
    this.tickNanos = table.tickNanos();
    this.ticks = table.ticks();
  }

  /**
   * Merges by time.
   *
   * @param startNanos the host's time, in the epoch of its samples, at which the first tick begins
   */
  public static HostTimeline of(HostTrace host, TickTable table, long startNanos) {
    return new HostTimeline(host.samples(), startNanos, table);
  }

  /** Merges traces that begin at the same moment. */
  public static HostTimeline sameStart(HostTrace host, TickTable table) {
    return of(host, table, host.samples().get(0).atNanos());
  }

  public int ticks() {
    return ticks;
  }

  /** Memory available at the end of a tick. */
  public OptionalLong memAvailableKib(int tick) {
    return last(tick, availableKib);
  }

  /** Pages that all data areas held at the end of a tick. */
  public OptionalLong tcmuPages(int tick) {
    return last(tick, tcmuPages);
  }

  /** The memory of the host, as the first sample that knows it has it. */
  public OptionalLong memTotalKib() {
    return totalKib.values.length == 0 ? OptionalLong.empty() : OptionalLong.of(totalKib.values[0]);
  }

  /** Whether what is available is known of one moment only, and taken for all that follow. */
  public boolean isOneMoment() {
    return availableKib.isOneMoment();
  }

  /** Whether anything is known of stalls. */
  public boolean knowsStalls() {
    return someMicros.nanos.length > 0 || fullMicros.nanos.length > 0;
  }

  private OptionalLong last(int tick, Series series) {
    long nanos = endNanos(tick);
    int at = series.lastUpTo(nanos);
    return at < 0 || !(series.reaches(nanos) || series.isOneMoment())
        ? OptionalLong.empty()
        : OptionalLong.of(series.values[at]);
  }

  /** Time within a tick in which some task was stalled. */
  public OptionalLong psiSomeMicros(int tick) {
    return growth(tick, someMicros);
  }

  /** Time within a tick in which all tasks were stalled. */
  public OptionalLong psiFullMicros(int tick) {
    return growth(tick, fullMicros);
  }

  private OptionalLong growth(int tick, Series counter) {
    OptionalLong before = total(endNanos(tick) - tickNanos, counter);
    OptionalLong after = total(endNanos(tick), counter);
    return before.isPresent() && after.isPresent()
        ? OptionalLong.of(after.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }

  private static OptionalLong total(long nanos, Series counter) {
    int at = counter.lastUpTo(nanos);
    if (at < 0 || !counter.reaches(nanos)) {
      return OptionalLong.empty();
    }
    long from = counter.values[at];
    long passedNanos = nanos - counter.nanos[at];
    if (passedNanos == 0) {
      return OptionalLong.of(from);
    }
    double share = (double) passedNanos / (counter.nanos[at + 1] - counter.nanos[at]);
    return OptionalLong.of(from + (long) (share * (counter.values[at + 1] - from)));
  }

  private long endNanos(int tick) {
    if (tick < 0 || tick >= ticks) {
      throw new IndexOutOfBoundsException("tick " + tick + " of " + ticks);
    }
    return startNanos + (tick + 1) * tickNanos;
  }
}
