package org.tcmureclaim.linux.stock;

import java.util.Arrays;
import org.tcmureclaim.linux.watch.Readings;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * What each device lost in a truncation: its pages before, less the fewest seen since. The fewest,
 * because devices go on working and take pages again at once.
 */
final class FreedPages {
  private static final int GONE = -1;

  private final Readings before = new Readings();
  private final Readings latest = new Readings();
  private long[] fewestPages = new long[64];

  /** To be filled with what is held before the truncation; then {@link #begin}. */
  Readings before() {
    return before;
  }

  /** To be filled again and again with what is held since; then {@link #observe}. */
  Readings latest() {
    return latest;
  }

  void begin() {
    if (fewestPages.length < before.size()) {
      fewestPages = new long[Math.max(before.size(), fewestPages.length * 2)];
    }
    for (int row = 0; row < before.size(); row++) {
      fewestPages[row] = before.residentPages(row);
    }
  }

  void observe() {
    for (int row = 0; row < before.size(); row++) {
      int now = latest.rowOf(before.key(row));
      if (now == GONE) {
        fewestPages[row] = GONE;
      } else if (fewestPages[row] != GONE) {
        fewestPages[row] = Math.min(fewestPages[row], latest.residentPages(now));
      }
    }
  }

  /** Pages freed so far. What went with a device that was removed does not count. */
  long totalPages() {
    long total = 0;
    for (int row = 0; row < before.size(); row++) {
      total += pages(row);
    }
    return total;
  }

  private long pages(int row) {
    return fewestPages[row] == GONE ? 0 : before.residentPages(row) - fewestPages[row];
  }

  /**
   * Writes an outcome for each device that was planned or lost pages.
   *
   * @param empty the result of a planned device that lost nothing
   */
  void report(PlannedDevices planned, CutResult empty, Outcomes into) {
    for (int row = 0; row < before.size(); row++) {
      DeviceKey key = before.key(row);
      if (pages(row) > 0) {
        into.add(key, CutResult.FREED, pages(row));
      } else if (planned.contains(key)) {
        into.add(key, fewestPages[row] == GONE ? CutResult.GONE : empty, 0);
      }
    }
    for (int i = 0; i < planned.size(); i++) {
      if (before.rowOf(planned.key(i)) < 0) {
        into.add(planned.key(i), CutResult.GONE, 0);
      }
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(fewestPages, before.size()));
  }
}
