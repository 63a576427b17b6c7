package org.tcmureclaim.replay.pressure;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * A host's trace cut into the ticks of a device trace: what a closed loop needs in each tick.
 *
 * <p>Memory is that of the last sample at or before the end of the tick. Stalls are the growth of
 * the counter in the tick, taken to be even between two samples. Both are empty where the samples
 * do not reach: before the first one and after the last one. Recorded figures belong to the policy
 * that ran when they were recorded.
 */
public final class HostTimeline {
  private final List<HostSample> samples;
  private final long startNanos;
  private final long tickNanos;
  private final int ticks;

  private HostTimeline(List<HostSample> samples, long startNanos, TickTable table) {
    this.samples = samples;
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
    return last(tick, HostSample::memAvailableKib);
  }

  /** Pages that all data areas held at the end of a tick. */
  public OptionalLong tcmuPages(int tick) {
    return last(tick, HostSample::tcmuPages);
  }

  /** The memory of the host, as the first sample that knows it has it. */
  public OptionalLong memTotalKib() {
    return samples.stream()
        .map(HostSample::memTotalKib)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private OptionalLong last(int tick, Function<HostSample, OptionalLong> figure) {
    long nanos = endNanos(tick);
    int at = lastUpTo(nanos);
    if (at < 0 || samples.get(samples.size() - 1).atNanos() < nanos) {
      return OptionalLong.empty();
    }
    return figure.apply(samples.get(at));
  }

  /** Time within a tick in which some task was stalled. */
  public OptionalLong psiSomeMicros(int tick) {
    return growth(tick, HostSample::psiSomeTotalMicros);
  }

  /** Time within a tick in which all tasks were stalled. */
  public OptionalLong psiFullMicros(int tick) {
    return growth(tick, HostSample::psiFullTotalMicros);
  }

  private OptionalLong growth(int tick, Function<HostSample, OptionalLong> counter) {
    OptionalLong before = total(endNanos(tick) - tickNanos, counter);
    OptionalLong after = total(endNanos(tick), counter);
    return before.isPresent() && after.isPresent()
        ? OptionalLong.of(after.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }

  private OptionalLong total(long nanos, Function<HostSample, OptionalLong> counter) {
    int at = lastUpTo(nanos);
    if (at < 0) {
      return OptionalLong.empty();
    }
    OptionalLong from = counter.apply(samples.get(at));
    long passedNanos = nanos - samples.get(at).atNanos();
    if (passedNanos == 0 || from.isEmpty()) {
      return from;
    }
    if (at + 1 == samples.size()) {
      return OptionalLong.empty();
    }
    OptionalLong to = counter.apply(samples.get(at + 1));
    if (to.isEmpty()) {
      return to;
    }
    double share =
        (double) passedNanos / (samples.get(at + 1).atNanos() - samples.get(at).atNanos());
    return OptionalLong.of(from.getAsLong() + (long) (share * (to.getAsLong() - from.getAsLong())));
  }

  private long endNanos(int tick) {
    if (tick < 0 || tick >= ticks) {
      throw new IndexOutOfBoundsException("tick " + tick + " of " + ticks);
    }
    return startNanos + (tick + 1) * tickNanos;
  }

  /** The last sample at or before a moment; -1 where there is none. */
  private int lastUpTo(long nanos) {
    int low = 0;
    int high = samples.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (samples.get(middle).atNanos() <= nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
