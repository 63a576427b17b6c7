package org.tcmureclaim.replay.format;

import java.util.Locale;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * The times of a log that is written in their order: one that goes back to the beginning says that
 * the file holds several runs, or several jobs.
 */
final class OrderedTime {
  private static final int BEGINNING_SHARE = 10;

  private final long leastNanos;
  private boolean begun;
  private long firstNanos;
  private long newestNanos;

  /**
   * Times that may go back a little.
   *
   * @param leastNanos what goes back by less does not start again
   */
  OrderedTime(long leastNanos) {
    this.leastNanos = leastNanos;
  }

  /**
   * Takes the time of the next line.
   *
   * @throws MalformedLineException if it starts again
   */
  void at(long nanos) throws MalformedLineException {
    if (!begun) {
      begun = true;
      firstNanos = nanos;
      newestNanos = nanos;
    }
    if (nanos < newestNanos - leastNanos
        && nanos - firstNanos <= (newestNanos - firstNanos) / BEGINNING_SHARE) {
      throw new MalformedLineException(
          String.format(
              Locale.ROOT,
              "time starts again, at %.6f s after %.6f s: several runs or jobs in one file; give"
                  + " each a file of its own, and --together lays them beside each other",
              nanos / 1e9,
              newestNanos / 1e9));
    }
    newestNanos = Math.max(newestNanos, nanos);
  }
}
