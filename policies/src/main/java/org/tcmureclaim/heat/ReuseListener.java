package org.tcmureclaim.heat;

/** Hears of pages that were needed again. */
public interface ReuseListener {

  /**
   * Pages of a data area were needed in this tick that had last been needed {@code gapNanos}
   * before, whether or not they were still there.
   *
   * @param firstPage where they begin
   * @param endPage where they end, exclusive
   */
  void reused(int slot, int firstPage, int endPage, long gapNanos);
}
