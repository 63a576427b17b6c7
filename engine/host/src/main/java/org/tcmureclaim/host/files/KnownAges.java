package org.tcmureclaim.host.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How old files are at least, whatever the clock of the machine was set to meanwhile. While the
 * agent runs its monotonic clock says what passes. Between two files of earlier runs, the one
 * changed after the other, what their times say counts, but a day at most; the time for which no
 * agent ran does not count. So a clock that jumps makes nothing old.
 */
public final class KnownAges {
  /**
   * A file in the order of its sequence.
   *
   * @param changedMillis when it was last changed, by the machine's clock
   */
  public record Seen(Path file, long changedMillis) {}

  private static final long NANOS_PER_MILLI = 1_000_000;
  static final long MOST_BETWEEN_FILES_MILLIS = 86_400_000;

  private final Map<Path, Long> bornNanos = new HashMap<>();
  private boolean begun;

  /**
   * Takes note of the files that there are.
   *
   * @param oldestFirst all of them, by their sequence
   * @param nowNanos the monotonic clock
   */
  public void note(List<Seen> oldestFirst, long nowNanos) {
    long ageMillis = 0;
    long laterMillis = Long.MAX_VALUE;
    for (int i = oldestFirst.size() - 1; i >= 0; i--) {
      Seen seen = oldestFirst.get(i);
      if (!begun && laterMillis != Long.MAX_VALUE) {
        long between = laterMillis - seen.changedMillis();
        ageMillis += Math.max(0, Math.min(between, MOST_BETWEEN_FILES_MILLIS));
      }
      laterMillis = seen.changedMillis();
      bornNanos.putIfAbsent(seen.file(), nowNanos - ageMillis * NANOS_PER_MILLI);
    }
    begun = true;
    bornNanos.keySet().retainAll(new HashSet<>(oldestFirst.stream().map(Seen::file).toList()));
  }

  /**
   * Whether a file that was noted is older than this: by the machine's clock, and for certain.
   *
   * @param nowMillis the machine's clock
   */
  public boolean isOlder(Seen seen, long thanMillis, long nowMillis, long nowNanos) {
    long knownMillis = (nowNanos - bornNanos.getOrDefault(seen.file(), nowNanos)) / NANOS_PER_MILLI;
    return Math.min(knownMillis, nowMillis - seen.changedMillis()) > thanMillis;
  }
}
