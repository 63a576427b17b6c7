package org.tcmureclaim.merge;

/**
 * The order in which one policy would give pages up. Usage is nested, so pages can only go from the
 * end of a data area; neighbours that share a rank go as one run.
 */
public interface LevelRanks {

  /**
   * The rank of the run of pages that ends at {@code endPage}, exclusive; the smallest go first.
   */
  long rank(int slot, long endPage);

  /** Where that run begins: below {@code endPage}, and 0 or more. */
  long firstPage(int slot, long endPage);

  /**
   * How long a page would have to be idle to have this rank; {@link
   * org.tcmureclaim.policy.CutOffers#NEVER} where idle time alone does not say.
   */
  long idleNanosAt(long rank);
}
