package org.tcmureclaim.linux.shim;

import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.watch.DataAreaFigures;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.linux.watch.Readings;
import org.tcmureclaim.shim.ReclaimCounts;
import org.tcmureclaim.shim.ReclaimPort;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;

/**
 * Asks the shim in each tick, on the decision thread: it answers from what it has counted and waits
 * for no lock of the I/O path.
 *
 * <p>As long as a controller asks at least every ten seconds, the shrinker in the kernel leaves the
 * tails to it.
 */
public final class ShimFigures implements DataAreaFigures {
  private final ReclaimPort port;
  private final boolean controls;
  private final boolean tellsHeat;
  private final ShimDevices devices;
  private final MonotonicClock clock;
  private final ReclaimCounts counts = new ReclaimCounts(true);
  private final ShimTargets targets = new ShimTargets();

  /**
   * @param controls whether the port is the controller's; to a reader, peaks are of somebody else's
   *     interval
   * @param tellsHeat whether the module told peaks and heat when it was opened
   */
  public ShimFigures(
      ReclaimPort port,
      boolean controls,
      boolean tellsHeat,
      ShimDevices devices,
      MonotonicClock clock) {
    this.port = port;
    this.controls = controls;
    this.tellsHeat = tellsHeat;
    this.devices = devices;
    this.clock = clock;
  }

  /** How to reach the devices of the last {@link #fill}. */
  ShimTargets targets() {
    return targets;
  }

  @Override
  public boolean tellsHeat() {
    return tellsHeat;
  }

  @Override
  public void fill(DeviceTable table, Readings readings) {
    DeviceGenerations known = devices.known();
    long nowNanos = clock.nanoTime();
    try {
      port.count(counts);
    } catch (SystemCallException e) {
      throw new HostException("what devices hold cannot be seen: " + e.getMessage(), e);
    }
    targets.begin(table.slotCapacity());
    for (int i = 0; i < table.size(); i++) {
      table.updateFlags(table.slotAt(i), DeviceFlag.USAGE_UNKNOWN.bit());
    }
    for (int row = 0; row < counts.size(); row++) {
      DeviceKey key = known.keyOf(counts.generation(row));
      int slot = key == null ? -1 : table.slotOf(key);
      if (key != null && slot >= 0 && counts.isPossible(row)) {
        update(table, slot, row, nowNanos);
        updateLadder(table.ladders(), slot, row);
        targets.set(
            slot,
            key,
            counts.generation(row),
            counts.minor(row),
            counts.pagesPerBlock(row),
            counts.maxBlocks(row));
      }
    }
  }

  private void update(DeviceTable table, int slot, int row, long nowNanos) {
    table.updateUsage(slot, counts.pages(row), counts.tailPages(row), takenAtNanos(row, nowNanos));
    boolean counted = !counts.isUncounted(row);
    if (controls && counted) {
      table.updatePeak(slot, counts.peakBlocks(row) * counts.pagesPerBlock(row));
    }
    if (counted && counts.lastCommandNanos(row) != 0) {
      table.updateLastActive(slot, counts.lastCommandNanos(row));
    }
    table.updateFlags(slot, flags(row));
  }

  /** The module beside a stock driver tells old figures while the driver's list is locked. */
  private long takenAtNanos(int row, long nowNanos) {
    long figuresNanos = counts.figuresNanos(row);
    return figuresNanos == 0 ? nowNanos : Math.min(figuresNanos, nowNanos);
  }

  private int flags(int row) {
    int flags = counts.isOpened(row) ? 0 : DeviceFlag.HANDLER_ABSENT.bit();
    flags |= counts.waiters(row) > 0 ? DeviceFlag.QUEUE_FULL.bit() : 0;
    boolean blocked = counts.isBlocked(row) || counts.isBroken(row) || counts.isStuck(row);
    return flags | (blocked ? DeviceFlag.BLOCKED.bit() : 0);
  }

  /** What is uncounted has none: levels that it would call old may be in use all the time. */
  private void updateLadder(HeatLadders ladders, int slot, int row) {
    long maxBlocks = counts.isUncounted(row) ? 0 : counts.maxBlocks(row);
    int rungs = 0;
    while (rungs < ReclaimCounts.RUNGS && counts.firstBlock(row, rungs) < maxBlocks) {
      ladders.update(
          slot,
          rungs,
          counts.firstBlock(row, rungs) * counts.pagesPerBlock(row),
          counts.lastReachedNanos(row, rungs),
          counts.timesReached(row, rungs));
      rungs++;
    }
    ladders.size(slot, rungs);
  }
}
