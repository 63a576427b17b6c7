package org.tcmureclaim.simulation;

import org.tcmureclaim.simulation.dataarea.DataArea;

/** Page counters of many devices together. */
final class PageTotals {
  long freedPages;
  long reallocatedPages;
  long firstAllocatedPages;
  long truncations;

  void clear() {
    freedPages = 0;
    reallocatedPages = 0;
    firstAllocatedPages = 0;
    truncations = 0;
  }

  void add(DataArea area) {
    freedPages += area.releasedPages();
    reallocatedPages += area.reallocatedPages();
    firstAllocatedPages += area.firstAllocatedPages();
    truncations += area.truncations();
  }

  void add(PageTotals other) {
    freedPages += other.freedPages;
    reallocatedPages += other.reallocatedPages;
    firstAllocatedPages += other.firstAllocatedPages;
    truncations += other.truncations;
  }
}
