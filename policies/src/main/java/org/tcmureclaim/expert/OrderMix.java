package org.tcmureclaim.expert;

import java.util.Arrays;
import java.util.List;
import org.tcmureclaim.merge.LevelRanks;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Several orders in one. Each is followed in thought, on the same devices, with no more pages than
 * the host is to hold, and charged with the pages it had to allocate again; older losses fade by
 * half in about 1,400 ticks with demand. Each counts by what it has lost ({@link MixWeights}), and
 * what a device is to hold is the mean, by these weights, of what the orders would have it hold.
 *
 * <p>That mean loses no more than the orders do in the mean. Usage is nested, so that what a need
 * of n pages costs a device which holds h is {@code max(0, n - h)}, a convex function of h, and by
 * Jensen's inequality {@code max(0, n - Σ wᵢhᵢ) ≤ Σ wᵢ max(0, n - hᵢ)}. Where the orders err on
 * different devices it loses less than the best of them. What comes on top is what weights that
 * change would have it hold and it does not; as they change little by little, that is little. (One
 * order at a time, with a margin before another is followed, paid for every change with the
 * difference of what both hold.)
 *
 * <p>Pages above the mean go first, the largest excess before all, so that a demand takes few
 * truncations. Where a guard does not allow that, pages below it follow in the order that has lost
 * clearly less than the one before.
 *
 * <p>Of a large host a sample is followed ({@link WatchedDevices}); all of it is then cut in the
 * order that leads, since the others have no mean.
 */
public final class OrderMix implements LevelRanks {
  private static final int FADE_SHIFT = 11;

  /** Another order leads once it has lost less than 15/16 of what the leader lost… */
  private static final int MARGIN_PART = 16;

  /** … and so many pages less. */
  private static final int MARGIN_PAGES = 16;

  /** Ranks of pages above the mean are below those of all others, which are small by far. */
  private static final long ABOVE_MEAN = 1L << 62;

  private final List<LevelRanks> orders;
  private final Ghost[] ghosts;
  private final MixWeights weights;
  private final WatchedDevices watched = new WatchedDevices();
  private long[] highestPages = new long[0];
  private long[] mixedPages = new long[0];
  private long[] chosenAtChange = new long[0];
  private boolean[] isIn = new boolean[0];
  private long seenChanges = -1;
  private int leader;

  /**
   * @param orders to mix, the first being preferred; asked for devices as they would be, too
   */
  public OrderMix(List<LevelRanks> orders) {
    this.orders = List.copyOf(orders);
    ghosts = orders.stream().map(Ghost::new).toArray(Ghost[]::new);
    weights = new MixWeights(ghosts.length);
  }

  /** The place, in the list of orders, of the one that cuts below the mean. */
  int leader() {
    return leader;
  }

  /** Takes in what was needed in a tick. */
  public void observe(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    if (seenChanges != devices.changes()) {
      watch(devices);
    }
    for (int i = 0; i < watched.size(); i++) {
      int slot = watched.slot(i);
      long needed = Math.max(devices.peakPages(slot), devices.inUsePages(slot));
      for (int g = 0; needed > 0 && g < ghosts.length; g++) {
        ghosts[g].need(slot, needed, highestPages[slot]);
      }
      highestPages[slot] = Math.max(highestPages[slot], needed);
    }
  }

  /**
   * Begins a scan: cuts in thought, and makes the mean to which this ranks pages until the next.
   *
   * @param offers say which devices can be cut at all, in thought as well
   */
  public void begin(HostSnapshot snapshot, long demandPages, CutOffers offers) {
    DeviceTable devices = snapshot.devices();
    long targetPages = watched.areAll(devices) ? -demandPages : 0;
    for (int i = 0; i < watched.size(); i++) {
      targetPages += devices.residentPages(watched.slot(i));
    }
    watched.findOpen(devices, offers);
    for (Ghost ghost : ghosts) {
      ghost.fade(FADE_SHIFT);
      ghost.cut(watched, targetPages);
    }
    elect();
    weights.weigh(ghosts);
    boolean isMixed = watched.areAll(devices);
    for (int i = 0; i < watched.size(); i++) {
      int slot = watched.slot(i);
      mixedPages[slot] = isMixed ? weights.mixedPages(ghosts, slot) : Long.MAX_VALUE;
    }
  }

  @Override
  public long rank(int slot, long endPage) {
    return endPage > mixedPages[slot]
        ? mixedPages[slot] - endPage - ABOVE_MEAN
        : orders.get(leader).rank(slot, endPage);
  }

  @Override
  public long firstPage(int slot, long endPage) {
    return endPage > mixedPages[slot]
        ? mixedPages[slot]
        : orders.get(leader).firstPage(slot, endPage);
  }

  @Override
  public long idleNanosAt(long rank) {
    return rank <= -ABOVE_MEAN ? CutOffers.NEVER : orders.get(leader).idleNanosAt(rank);
  }

  /** The slot is free. */
  public void forget(int slot, DeviceKey key) {
    if (slot < isIn.length && isIn[slot]) {
      leave(slot);
    }
  }

  private void elect() {
    int least = leader;
    for (int g = 0; g < ghosts.length; g++) {
      if (ghosts[g].losses() < ghosts[least].losses()) {
        least = g;
      }
    }
    long lead = ghosts[leader].losses() - ghosts[least].losses();
    if (lead > ghosts[leader].losses() / MARGIN_PART + Ghost.lossesOf(MARGIN_PAGES)) {
      leader = least;
    }
  }

  private void watch(DeviceTable devices) {
    reserve(devices.slotCapacity());
    seenChanges = devices.changes();
    watched.choose(devices);
    for (int i = 0; i < watched.size(); i++) {
      int slot = watched.slot(i);
      chosenAtChange[slot] = seenChanges;
      if (!isIn[slot]) {
        enter(slot, devices.residentPages(slot));
      }
    }
    for (int slot = 0; slot < isIn.length; slot++) {
      if (isIn[slot] && chosenAtChange[slot] != seenChanges) {
        leave(slot);
      }
    }
  }

  private void enter(int slot, long residentPages) {
    isIn[slot] = true;
    highestPages[slot] = residentPages;
    for (Ghost ghost : ghosts) {
      ghost.enter(slot, residentPages);
    }
  }

  private void leave(int slot) {
    isIn[slot] = false;
    mixedPages[slot] = Long.MAX_VALUE;
    for (Ghost ghost : ghosts) {
      ghost.leave(slot);
    }
  }

  private void reserve(int slots) {
    int before = isIn.length;
    if (before < slots) {
      highestPages = Arrays.copyOf(highestPages, slots);
      mixedPages = Arrays.copyOf(mixedPages, slots);
      Arrays.fill(mixedPages, before, slots, Long.MAX_VALUE);
      chosenAtChange = Arrays.copyOf(chosenAtChange, slots);
      isIn = Arrays.copyOf(isIn, slots);
      for (Ghost ghost : ghosts) {
        ghost.reserve(slots);
      }
    }
  }
}
