package org.tcmureclaim.replay.pressure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.text.TraceException;

/**
 * Puts samples together from lines that each know a part of one: rows of one moment are one sample.
 * Counters must not go back, and shares of an interval are added up to counters.
 */
final class HostSamples {
  private final String name;
  private final TreeMap<Long, Draft> drafts = new TreeMap<>();
  private final StallSteps some = new StallSteps("some");
  private final StallSteps full = new StallSteps("full");

  /** What is known of a moment. */
  private static final class Draft {
    private @Nullable Long someMicros;
    private @Nullable Long fullMicros;
    private @Nullable Long availableKib;
    private @Nullable Long totalKib;
    private @Nullable Long tcmuPages;
  }

  /** Those of the file of this name. */
  HostSamples(String name) {
    this.name = name;
  }

  /** The counter of stalls of some task. */
  StallSteps some() {
    return some;
  }

  /** The counter of stalls of all tasks. */
  StallSteps full() {
    return full;
  }

  /** The host was started again: counters begin at 0. */
  void restart() {
    some.restart();
    full.restart();
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

  boolean isEmpty() {
    return drafts.isEmpty() && some.isEmpty() && full.isEmpty();
  }

  /**
   * All samples of these files by time.
   *
   * @throws TraceException where two of them have stalls of the same time, or memory of the same
   *     moment that is not the same
   */
  static List<HostSample> joined(List<HostSamples> files) {
    TreeMap<Long, Draft> all = new TreeMap<>();
    files.forEach(file -> file.mergeInto(all));
    StallSteps.addedUp(
        ordered(files, file -> file.some), (nanos, micros) -> at(all, nanos).someMicros = micros);
    StallSteps.addedUp(
        ordered(files, file -> file.full), (nanos, micros) -> at(all, nanos).fullMicros = micros);
    List<HostSample> samples = new ArrayList<>(all.size());
    all.forEach((nanos, draft) -> samples.add(sample(nanos, draft)));
    return samples;
  }

  private void mergeInto(Map<Long, Draft> all) {
    drafts.forEach(
        (nanos, draft) -> {
          Draft whole = at(all, nanos);
          whole.availableKib = either(nanos, whole.availableKib, draft.availableKib);
          whole.totalKib = either(nanos, whole.totalKib, draft.totalKib);
          whole.tcmuPages = either(nanos, whole.tcmuPages, draft.tcmuPages);
        });
  }

  private @Nullable Long either(long nanos, @Nullable Long one, @Nullable Long other) {
    if (one != null && other != null && !one.equals(other)) {
      throw new TraceException(
          name
              + ": says something else of the memory at "
              + HostClock.text(nanos)
              + " than a file before it; name files of one host, each time once");
    }
    return other == null ? one : other;
  }

  private static List<StallSteps> ordered(
      List<HostSamples> files, Function<HostSamples, StallSteps> counter) {
    List<HostSamples> known =
        files.stream()
            .filter(file -> !counter.apply(file).isEmpty())
            .sorted(Comparator.comparingLong(file -> counter.apply(file).firstNanos()))
            .toList();
    for (int i = 1; i < known.size(); i++) {
      HostSamples before = known.get(i - 1);
      long ends = counter.apply(before).lastNanos();
      long begins = counter.apply(known.get(i)).firstNanos();
      if (begins < ends) {
        throw new TraceException(
            known.get(i).name
                + ": has stalls of "
                + HostClock.text(begins)
                + ", which "
                + before.name
                + " has too (until "
                + HostClock.text(ends)
                + "); name only one of them");
      }
    }
    return known.stream().map(counter).toList();
  }

  private static HostSample sample(long nanos, Draft draft) {
    return new HostSample(
        nanos,
        optional(draft.someMicros),
        optional(draft.fullMicros),
        optional(draft.availableKib),
        optional(draft.totalKib),
        optional(draft.tcmuPages));
  }

  private Draft at(long nanos) {
    return at(drafts, nanos);
  }

  private static Draft at(Map<Long, Draft> drafts, long nanos) {
    return drafts.computeIfAbsent(nanos, unused -> new Draft());
  }

  private static OptionalLong optional(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
