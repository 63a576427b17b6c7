package org.tcmureclaim.heat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The page-level reuse history of all devices: for every page, the tick that last needed it.
 *
 * <p>Usage is nested, so a device's history is a staircase: going up the data area, the times only
 * get older. A tick with peak p makes everything below p new and leaves the rest alone, which on a
 * stack of steps (oldest and highest at the bottom) is a few pops and one push, O(1) amortised.
 * With the exact peak of each tick the staircase is exact to a tick; where it would need more than
 * {@value #MOST_STEPS} steps, the two neighbours whose times differ least are joined, and the older
 * pages pass for as young as the younger ones.
 *
 * <p>A device that is new here starts from its {@link HeatLadders heat ladder}; without one, from a
 * single step that was last needed when the device was last active.
 */
public final class Staircases {
  /** Most steps that are kept for a device. */
  public static final int MOST_STEPS = 32;

  private final @Nullable ReuseListener listener;
  private int[] steps = new int[0];
  private int[] endPages = new int[0];
  private long[] reachedNanos = new long[0];

  /** Of step 0: a copy by device, since that is what is asked for most, of all devices in turn. */
  private long[] inUseNanos = new long[0];

  private long nowNanos;

  public Staircases() {
    this.listener = null;
  }

  /**
   * @param listener is told of all pages that are needed again
   */
  public Staircases(ReuseListener listener) {
    this.listener = listener;
  }

  /** Takes in the peaks of a tick. */
  public void observe(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    reserve(devices.slotCapacity());
    nowNanos = snapshot.takenAtNanos();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      if (steps[slot] == 0) {
        seed(devices, slot);
      }
      if (devices.peakPages(slot) > 0) {
        reach(slot, devices.peakPages(slot));
      }
    }
  }

  /** The slot is free. */
  public void forget(int slot, DeviceKey key) {
    if (slot < steps.length) {
      steps[slot] = 0;
    }
  }

  /** How many steps a device has: at least 1 once it was observed. */
  public int steps(int slot) {
    return steps[slot];
  }

  /** The page at which a step ends, counted from the start of the data area; step 0 is lowest. */
  public int endPage(int slot, int step) {
    return endPages[at(slot, step)];
  }

  /** The page at which a step begins. */
  public int firstPage(int slot, int step) {
    return step == 0 ? 0 : endPages[at(slot, step - 1)];
  }

  /** The step that holds the page before {@code endPage}; the last one where it is beyond all. */
  public int stepBelow(int slot, long endPage) {
    int highest = slot * MOST_STEPS;
    int lowest = highest + steps[slot] - 1;
    int at = highest;
    while (at < lowest && endPages[at + 1] >= endPage) {
      at++;
    }
    return lowest - at;
  }

  /** When the pages of a step were last needed. */
  public long reachedNanos(int slot, int step) {
    return reachedNanos[at(slot, step)];
  }

  /** When the device was last in use: {@link #reachedNanos} of its lowest step. */
  public long inUseNanos(int slot) {
    return inUseNanos[slot];
  }

  /** How long ago that was. */
  public long idleNanos(int slot) {
    return nowNanos - inUseNanos[slot];
  }

  /** How long ago the pages of a step were last needed. */
  public long idleNanos(int slot, int step) {
    return nowNanos - reachedNanos[at(slot, step)];
  }

  private void seed(DeviceTable devices, int slot) {
    HeatLadders ladders = devices.ladders();
    long end = devices.residentPages(slot);
    for (int rung = ladders.rungs(slot) - 1; rung >= 0; rung--) {
      if (ladders.timesReached(slot, rung) > 0 && ladders.firstPage(slot, rung) < end) {
        push(slot, end, ladders.lastReachedNanos(slot, rung));
        end = ladders.firstPage(slot, rung);
      }
    }
    if (end > 0 || steps[slot] == 0) {
      push(slot, end, devices.lastActiveNanos(slot));
    }
  }

  private void reach(int slot, long peakPages) {
    int base = slot * MOST_STEPS;
    int kept = steps[slot];
    int first = 0;
    while (kept > 0 && first < peakPages) {
      int end = endPages[base + kept - 1];
      tell(slot, first, (int) Math.min(end, peakPages), reachedNanos[base + kept - 1]);
      if (end > peakPages) {
        break;
      }
      first = end;
      kept--;
    }
    steps[slot] = kept;
    push(slot, peakPages, nowNanos);
  }

  private void tell(int slot, int firstPage, int endPage, long lastNanos) {
    if (listener != null && firstPage < endPage && lastNanos != nowNanos) {
      listener.reused(slot, firstPage, endPage, nowNanos - lastNanos);
    }
  }

  private void push(int slot, long endPage, long nanos) {
    int base = slot * MOST_STEPS;
    if (steps[slot] == MOST_STEPS) {
      join(base);
      steps[slot]--;
    }
    int at = base + steps[slot]++;
    endPages[at] = (int) Math.min(endPage, Integer.MAX_VALUE);
    reachedNanos[at] = nanos;
    inUseNanos[slot] = nanos;
  }

  /** Joins the two neighbours whose ages differ least, relative to the age of the older one. */
  private void join(int base) {
    int best = 0;
    double leastShare = Double.MAX_VALUE;
    for (int i = 0; i < MOST_STEPS - 1; i++) {
      double olderNanos = Math.max(1, nowNanos - reachedNanos[base + i]);
      double share = (reachedNanos[base + i + 1] - reachedNanos[base + i]) / olderNanos;
      if (share < leastShare) {
        leastShare = share;
        best = i;
      }
    }
    reachedNanos[base + best] = reachedNanos[base + best + 1];
    int rest = MOST_STEPS - best - 2;
    System.arraycopy(endPages, base + best + 2, endPages, base + best + 1, rest);
    System.arraycopy(reachedNanos, base + best + 2, reachedNanos, base + best + 1, rest);
  }

  private int at(int slot, int step) {
    return slot * MOST_STEPS + steps[slot] - 1 - step;
  }

  private void reserve(int slots) {
    if (steps.length < slots) {
      steps = Arrays.copyOf(steps, slots);
      endPages = Arrays.copyOf(endPages, slots * MOST_STEPS);
      reachedNanos = Arrays.copyOf(reachedNanos, slots * MOST_STEPS);
      inUseNanos = Arrays.copyOf(inUseNanos, slots);
    }
  }
}
