package org.tcmureclaim.simulation.dataarea;

/**
 * The blocks of one command ({@code tcmu_cmd.dbi}), in the order in which it was given them. No
 * more than the ends of a chain: {@link DataArea} knows which block follows which, so that commands
 * need no arrays.
 */
final class BlockList {
  static final int NO_BLOCK = -1;

  int first = NO_BLOCK;
  int last = NO_BLOCK;

  void clear() {
    first = NO_BLOCK;
    last = NO_BLOCK;
  }
}
