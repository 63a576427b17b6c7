package org.tcmureclaim.replay.optimum;

import java.util.Arrays;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * When each device is needed next, and when next above its present level: links from row to row
 * that all budgets share.
 *
 * <p>From any row the links {@code next}, {@code higher}, {@code higher} … lead along the record
 * peaks of the device's future. Levels between two records are needed again at the second one.
 */
public final class FutureUse {
  /** No row: never again. */
  static final int NEVER = Integer.MAX_VALUE;

  private final TickTable table;
  private final int[] next;
  private final int[] higher;

  public FutureUse(TickTable table) {
    this.table = table;
    this.next = new int[table.rows()];
    this.higher = new int[table.rows()];
    int[] later = new int[table.devices()];
    Arrays.fill(later, NEVER);
    for (int row = table.rows() - 1; row >= 0; row--) {
      int device = table.device(row);
      next[row] = later[device];
      int above = later[device];
      while (above != NEVER && table.peakPages(above) <= table.peakPages(row)) {
        above = higher[above];
      }
      higher[row] = above;
      later[device] = row;
    }
  }

  TickTable table() {
    return table;
  }

  /**
   * The row at which the highest of {@code pages} pages is needed next, after {@code row} of the
   * same device.
   */
  int nextUse(int row, int pages) {
    int at = next[row];
    while (at != NEVER && table.peakPages(at) < pages) {
      at = higher[at];
    }
    return at;
  }

  /** The pages below those that {@link #nextUse} speaks of: they are needed before it. */
  int neededBefore(int row, int pages) {
    int at = next[row];
    int below = 0;
    while (at != NEVER && table.peakPages(at) < pages) {
      below = table.peakPages(at);
      at = higher[at];
    }
    return below;
  }
}
