package org.tcmureclaim.snapshot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The heat ladders of all devices, by slot of their {@link DeviceTable}. A ladder divides a data
 * area into rungs, from its start upwards, and says of each when the device's level in use last
 * reached it, and how often.
 *
 * <p>Commands take the lowest free blocks, so usage is nested: what reaches a rung found all lower
 * ones in use, and neither figure ever rises with the rung. A host that keeps no ladders leaves all
 * of them without rungs.
 */
public final class HeatLadders {
  /** Most rungs of a ladder; what the kernel shim keeps. */
  public static final int MOST_RUNGS = 32;

  private static final long[] NONE = new long[0];
  private static final int[] NO_RUNGS = new int[0];

  private final @Nullable HeatLadders host;
  private final @Nullable ViewSlots viewSlots;
  private int[] rungs;
  private long[] firstPages;
  private long[] lastReachedNanos;
  private long[] timesReached;

  HeatLadders(int slots) {
    this(null, null, new int[slots]);
  }

  private HeatLadders(@Nullable HeatLadders host, @Nullable ViewSlots viewSlots, int[] rungs) {
    this.host = host;
    this.viewSlots = viewSlots;
    this.rungs = rungs;
    firstPages = NONE;
    lastReachedNanos = NONE;
    timesReached = NONE;
  }

  /** The same ladders by the slots of a view; to be read only. */
  HeatLadders seenBy(ViewSlots slots) {
    return new HeatLadders(this, slots, NO_RUNGS);
  }

  /** How many rungs the ladder of a device has; 0 where the host keeps none for it. */
  public int rungs(int slot) {
    return host != null && viewSlots != null ? host.rungs(viewSlots.hostSlot(slot)) : rungs[slot];
  }

  /** The page of the data area at which a rung begins; it ends where the next one begins. */
  public long firstPage(int slot, int rung) {
    return host != null && viewSlots != null
        ? host.firstPage(viewSlots.hostSlot(slot), rung)
        : rungOf(firstPages, slot, rung);
  }

  /** When a command last took or gave back a block in this rung or above it. */
  public long lastReachedNanos(int slot, int rung) {
    return host != null && viewSlots != null
        ? host.lastReachedNanos(viewSlots.hostSlot(slot), rung)
        : rungOf(lastReachedNanos, slot, rung);
  }

  /** Commands that took a block in this rung or above it, since the device was created. */
  public long timesReached(int slot, int rung) {
    return host != null && viewSlots != null
        ? host.timesReached(viewSlots.hostSlot(slot), rung)
        : rungOf(timesReached, slot, rung);
  }

  /** A host without ladders has no place for them. */
  private static long rungOf(long[] figures, int slot, int rung) {
    return figures.length == 0 ? 0 : figures[slot * MOST_RUNGS + rung];
  }

  /** Says how many rungs the ladder of a device has, before or after they are written. */
  public void size(int slot, int rungs) {
    if (rungs < 0 || rungs > MOST_RUNGS) {
      throw new IllegalArgumentException(rungs + " rungs; at most " + MOST_RUNGS);
    }
    if (rungs > 0 && firstPages.length == 0) {
      makeRungs(this.rungs.length);
    }
    this.rungs[slot] = rungs;
  }

  /** Writes one rung. */
  public void update(int slot, int rung, long firstPage, long lastReachedNanos, long timesReached) {
    if (firstPages.length == 0) {
      makeRungs(rungs.length);
    }
    int at = slot * MOST_RUNGS + rung;
    this.firstPages[at] = firstPage;
    this.lastReachedNanos[at] = lastReachedNanos;
    this.timesReached[at] = timesReached;
  }

  void grow(int slots) {
    rungs = Arrays.copyOf(rungs, slots);
    if (firstPages.length > 0) {
      makeRungs(slots);
    }
  }

  /** Takes the ladders of as many slots over. */
  void copyFrom(HeatLadders from) {
    if (rungs.length < from.rungs.length) {
      grow(from.rungs.length);
    }
    for (int slot = 0; slot < from.rungs.length; slot++) {
      size(slot, from.rungs[slot]);
      int at = slot * MOST_RUNGS;
      if (rungs[slot] > 0) {
        System.arraycopy(from.firstPages, at, firstPages, at, rungs[slot]);
        System.arraycopy(from.lastReachedNanos, at, lastReachedNanos, at, rungs[slot]);
        System.arraycopy(from.timesReached, at, timesReached, at, rungs[slot]);
      }
    }
  }

  /** Only where a host keeps ladders: they are most of what a table takes. */
  private void makeRungs(int slots) {
    firstPages = Arrays.copyOf(firstPages, slots * MOST_RUNGS);
    lastReachedNanos = Arrays.copyOf(lastReachedNanos, slots * MOST_RUNGS);
    timesReached = Arrays.copyOf(timesReached, slots * MOST_RUNGS);
  }
}
