package org.tcmureclaim.simulation.dataarea;

import java.util.ArrayList;
import java.util.List;

/** The blocks of a command as a list. */
final class Blocks {
  private Blocks() {}

  static List<Integer> of(DataArea area, BlockList list) {
    List<Integer> blocks = new ArrayList<>();
    for (int block = list.first; block != BlockList.NO_BLOCK; block = area.blockAfter(block)) {
      blocks.add(block);
    }
    return blocks;
  }
}
