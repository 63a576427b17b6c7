package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.OutputStream;
import org.tcmureclaim.replay.text.DecimalText;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * A trace as requests for single pages, for simulators of caches: one key on each line, without a
 * header. In each tick, device by device, every page below the peak is requested once, the highest
 * first: of one device's pages the lower are then the more recent, as they are in a data area.
 *
 * <p>A key is a number from 0. The pages of one device have successive keys up to its high-water,
 * and devices follow each other in the order of their names.
 */
public final class PageRequests {
  private static final int FLUSH_BYTES = 1 << 16;
  private static final int LONGEST_LINE = 32;

  private PageRequests() {}

  /** The number of requests in a trace. */
  public static long count(TickTable ticks) {
    long requests = 0;
    for (int row = 0; row < ticks.rows(); row++) {
      requests += ticks.peakPages(row);
    }
    return requests;
  }

  /** Writes the requests of a trace. */
  public static void write(TickTable ticks, OutputStream out) throws IOException {
    long[] firstKey = new long[ticks.devices()];
    for (int device = 1; device < firstKey.length; device++) {
      firstKey[device] = firstKey[device - 1] + ticks.highWaterPages(device - 1);
    }
    DecimalText text = new DecimalText(FLUSH_BYTES + LONGEST_LINE);
    for (int row = 0; row < ticks.rows(); row++) {
      long first = firstKey[ticks.device(row)];
      for (int page = ticks.peakPages(row) - 1; page >= 0; page--) {
        text.whole(first + page).add((byte) '\n');
        if (text.length() >= FLUSH_BYTES) {
          text.drainTo(out);
        }
      }
    }
    text.drainTo(out);
  }
}
