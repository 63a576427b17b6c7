package org.tcmureclaim.agent.assembly;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** What of the heap is really in use: after a collection of all of it, not before. */
final class OccupiedHeap {
  private OccupiedHeap() {}

  /**
   * The share of the space for old objects that was taken after the last full collection; 0 before
   * the first, and where this JVM does not say.
   */
  static double share() {
    double share = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && usage != null && isOld(pool) && usage.getMax() > 0) {
        share = Math.max(share, (double) usage.getUsed() / usage.getMax());
      }
    }
    return share;
  }

  private static boolean isOld(MemoryPoolMXBean pool) {
    return pool.getName().contains("Tenured") || pool.getName().contains("Old");
  }
}
