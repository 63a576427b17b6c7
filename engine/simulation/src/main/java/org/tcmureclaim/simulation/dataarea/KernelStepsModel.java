package org.tcmureclaim.simulation.dataarea;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The model of a data area, taken through the steps that a device of a live kernel was taken
 * through. What the kernel had counted before the first step is added to what the model counts.
 */
final class KernelStepsModel {
  private static final int SECTOR_BYTES = 512;

  private final DataArea area;
  private final List<BlockList> inFlight = new ArrayList<>();
  private final long allocatedBeforePages;
  private final long reallocatedBeforePages;

  /**
   * @param allocatedPages pages that were allocated before the first step, all released since
   * @param reallocatedPages those of them that were not the first of their place. The others were
   *     the lowest of the area, as those of any first commands are.
   */
  KernelStepsModel(int areaBlocks, int pagesPerBlock, long allocatedPages, long reallocatedPages) {
    int areaPages = areaBlocks * pagesPerBlock;
    DataAreaSettings settings = new DataAreaSettings(areaPages, pagesPerBlock, areaPages + 1L);
    this.area = new DataArea(settings, new GlobalPages(settings.globalLimitPages()));
    BlockList before = new BlockList();
    area.allocate((allocatedPages - reallocatedPages) * HostSnapshot.PAGE_BYTES, before);
    area.release(before);
    area.truncate(0);
    this.allocatedBeforePages = allocatedPages - area.firstAllocatedPages();
    this.reallocatedBeforePages = reallocatedPages;
  }

  /**
   * @throws IllegalArgumentException where there is no room for a command, or none with that number
   */
  AreaFigures take(KernelStep step) {
    switch (step.action()) {
      case SUBMIT -> submit((long) step.argument() * SECTOR_BYTES);
      case COMPLETE -> complete(step.argument());
      case TRUNCATE -> area.truncate((long) step.argument() * area.pagesPerBlock());
    }
    return figures();
  }

  private void submit(long lengthBytes) {
    BlockList blocks = new BlockList();
    if (!area.allocate(lengthBytes, blocks)) {
      throw new IllegalArgumentException("no room for " + lengthBytes + " bytes");
    }
    inFlight.add(blocks);
  }

  private void complete(int number) {
    if (number >= inFlight.size()) {
      throw new IllegalArgumentException(
          "command " + number + " of " + inFlight.size() + " in flight");
    }
    area.release(inFlight.remove(number));
  }

  private AreaFigures figures() {
    return new AreaFigures(
        area.usedBlocks(),
        area.highestUsedBlock() + 1L,
        area.highWaterBlocks(),
        area.residentPages(),
        allocatedBeforePages + area.firstAllocatedPages() + area.reallocatedPages(),
        allocatedBeforePages + area.releasedPages(),
        reallocatedBeforePages + area.belowHighestPages());
  }
}
