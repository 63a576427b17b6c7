package org.tcmureclaim.linux.shim;

import org.tcmureclaim.shim.ReclaimCounts;
import org.tcmureclaim.shim.ReclaimPort;
import org.tcmureclaim.shim.SystemCallException;

/**
 * For how long truncations held each device's lock while a plan was carried out: what the module
 * has added up for the device, before and after. It counts whoever truncated, so where the kernel's
 * shrinker did so meanwhile it is an upper bound.
 *
 * <p>Asks through a reader, as the controller's question would begin a new interval for the peaks.
 */
final class LockTimes {
  private final ReclaimPort reader;
  private final ReclaimCounts before = new ReclaimCounts(false);
  private final ReclaimCounts after = new ReclaimCounts(false);
  private boolean known;

  LockTimes(ReclaimPort reader) {
    this.reader = reader;
  }

  /** Before the first cut. */
  void begin() {
    known = count(before);
  }

  /** After the last one. */
  void end() {
    known = known && count(after);
  }

  /** The time between the two; 0 where it is not known. */
  long heldNanos(long generation, int minor) {
    int rowBefore = known ? row(before, generation, minor) : -1;
    int rowAfter = known ? row(after, generation, minor) : -1;
    return rowBefore < 0 || rowAfter < 0
        ? 0
        : after.heldNanos(rowAfter) - before.heldNanos(rowBefore);
  }

  private boolean count(ReclaimCounts into) {
    try {
      reader.count(into);
      return true;
    } catch (SystemCallException e) {
      return false; // The figures of the next tick fail likewise, and say so.
    }
  }

  /** Rows are in the order of minors. */
  private static int row(ReclaimCounts counts, long generation, int minor) {
    int low = 0;
    int high = counts.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (counts.minor(middle) < minor) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean isFound =
        low < counts.size() && counts.minor(low) == minor && counts.generation(low) == generation;
    return isFound ? low : -1;
  }
}
