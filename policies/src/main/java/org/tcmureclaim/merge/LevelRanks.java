package org.tcmureclaim.merge;

/**
 * The order in which one policy would give pages up. A data area is divided into steps, counted
 * from its start; a step's pages share one rank. Usage is nested, so pages can only go from the end
 * of a data area: a rank must not rise from a step to the next one above it.
 */
public interface LevelRanks {

  /** How many steps the data area of a device has; at least 1. */
  int steps(int slot);

  /**
   * The page at which a step begins; it ends where the next one begins, the last one at the end of
   * the data area. Step 0 begins at 0.
   */
  long firstPage(int slot, int step);

  /** The rank of a step; the smallest goes first. */
  long rank(int slot, int step);

  /** How long a step that was last needed now would have to be idle until it has this rank. */
  long idleNanosAt(long rank);
}
