package org.tcmureclaim.replay.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * Puts samples together from lines that each know a part of one: rows of one moment are one sample.
 * Counters must not go back, and shares of an interval are added up to counters.
 */
final class HostSamples {
  private final TreeMap<Long, Draft> drafts = new TreeMap<>();
  private final Counter some = new Counter("some");
  private final Counter full = new Counter("full");

  /** What is known of a moment. */
  private static final class Draft {
    private @Nullable Long someMicros;
    private @Nullable Long fullMicros;
    private @Nullable Long availableKib;
    private @Nullable Long totalKib;
    private @Nullable Long tcmuPages;
  }

  /** One counter of stalls. */
  private static final class Counter {
    private final String name;
    private long lastNanos;
    private double totalMicros;
    private boolean begun;

    private Counter(String name) {
      this.name = name;
    }

    private long set(long nanos, long micros) throws MalformedLineException {
      if (begun && nanos >= lastNanos && micros < totalMicros) {
        throw new MalformedLineException(
            "psi " + name + " total goes back: the host was started anew; cut the file there");
      }
      return to(nanos, (double) micros);
    }

    private long add(long nanos, double micros) {
      return to(nanos, totalMicros + micros);
    }

    /** Adds a share of the time since the line before; the first line has none. */
    private long addShare(long nanos, double percent) {
      double passedMicros = begun ? Math.max(0, nanos - lastNanos) / 1e3 : 0;
      return to(nanos, totalMicros + percent / 100 * passedMicros);
    }

    private long to(long nanos, double micros) {
      begun = true;
      lastNanos = nanos;
      totalMicros = micros;
      return (long) micros;
    }
  }

  void someTotal(long nanos, long micros) throws MalformedLineException {
    at(nanos).someMicros = some.set(nanos, micros);
  }

  void fullTotal(long nanos, long micros) throws MalformedLineException {
    at(nanos).fullMicros = full.set(nanos, micros);
  }

  /** Stalls of so many µs more than at the moment before. */
  void someMore(long nanos, double micros) {
    at(nanos).someMicros = some.add(nanos, micros);
  }

  /** As {@link #someMore}. */
  void fullMore(long nanos, double micros) {
    at(nanos).fullMicros = full.add(nanos, micros);
  }

  /** Stalls in so many percent of the time since the moment before. */
  void someShare(long nanos, double percent) {
    at(nanos).someMicros = some.addShare(nanos, percent);
  }

  /** As {@link #someShare}. */
  void fullShare(long nanos, double percent) {
    at(nanos).fullMicros = full.addShare(nanos, percent);
  }

  void available(long nanos, long kib) {
    at(nanos).availableKib = kib;
  }

  void total(long nanos, long kib) {
    at(nanos).totalKib = kib;
  }

  /** Pages of all data areas. */
  void held(long nanos, long pages) {
    at(nanos).tcmuPages = pages;
  }

  /** All samples by time. */
  List<HostSample> samples() {
    List<HostSample> samples = new ArrayList<>();
    drafts.forEach(
        (nanos, draft) ->
            samples.add(
                new HostSample(
                    nanos,
                    optional(draft.someMicros),
                    optional(draft.fullMicros),
                    optional(draft.availableKib),
                    optional(draft.totalKib),
                    optional(draft.tcmuPages))));
    return samples;
  }

  private Draft at(long nanos) {
    return drafts.computeIfAbsent(nanos, unused -> new Draft());
  }

  private static OptionalLong optional(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
