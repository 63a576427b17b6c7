package org.tcmureclaim.agent.assembly;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/** What of the heap is really in use: after a collection of all of it, not before. */
final class OccupiedHeap {
  private final List<MemoryPoolMXBean> old =
      ManagementFactory.getMemoryPoolMXBeans().stream().filter(OccupiedHeap::isOld).toList();

  /**
   * The share of the space for old objects that was taken after the last full collection; 0 before
   * the first, and where this JVM does not say.
   */
  double share() {
    double share = 0;
    for (MemoryPoolMXBean pool : old) {
      MemoryUsage usage = pool.getCollectionUsage();
      if (usage != null && usage.getMax() > 0) {
        share = Math.max(share, (double) usage.getUsed() / usage.getMax());
      }
    }
    return share;
  }

  private static boolean isOld(MemoryPoolMXBean pool) {
    return pool.getType() == MemoryType.HEAP
        && (pool.getName().contains("Tenured") || pool.getName().contains("Old"));
  }
}
