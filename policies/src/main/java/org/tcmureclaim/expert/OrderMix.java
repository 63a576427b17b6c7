package org.tcmureclaim.expert;

import java.util.Arrays;
import java.util.List;
import org.tcmureclaim.merge.LevelRanks;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Which of several orders has done best of late. Each is followed in thought, on the same devices
 * and never holding more than the host does there after its cuts, and charged with the pages it had
 * to allocate again. Older losses fade by half in about 1,400 ticks with demand. The first order
 * leads until another has lost clearly less: follow the leader (A. Kalai, S. Vempala, "Efficient
 * algorithms for online decision problems", JCSS 2005), with a margin in place of their random
 * perturbation.
 *
 * <p>After a change the host still holds what the order before has kept; cuts make it agree with
 * the new leader's ghost no faster than pages are wanted. The margin keeps such changes rare.
 */
public final class BestOrder {
  private static final int FADE_SHIFT = 11;

  /** Another order must have lost less than 15/16 of what the leader lost… */
  private static final int MARGIN_PART = 16;

  /** … and so many pages less. */
  private static final int MARGIN_PAGES = 16;

  private final Ghost[] ghosts;
  private final CountedOffers counted = new CountedOffers();
  private final WatchedDevices watched = new WatchedDevices();
  private long[] highestPages = new long[0];
  private long[] heldPages = new long[0];
  private long[] chosenAtChange = new long[0];
  private boolean[] isIn = new boolean[0];
  private long seenChanges = -1;
  private int leader;

  /**
   * @param orders to compare, the first being preferred; asked for devices as they would be, too
   */
  public BestOrder(List<LevelRanks> orders) {
    ghosts = orders.stream().map(Ghost::new).toArray(Ghost[]::new);
  }

  /** The place, in the list of orders, of the one to follow. */
  public int leader() {
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
      long inUse = Math.max(0, devices.residentPages(slot) - devices.tailPages(slot));
      long needed = Math.max(devices.peakPages(slot), inUse);
      for (int g = 0; needed > 0 && g < ghosts.length; g++) {
        ghosts[g].need(slot, needed, highestPages[slot]);
      }
      highestPages[slot] = Math.max(highestPages[slot], needed);
    }
  }

  /** Begins a scan: offers are to be made to the result, and then {@link #settle settled}. */
  public CutOffers begin(HostSnapshot snapshot, CutOffers offers) {
    DeviceTable devices = snapshot.devices();
    counted.begin(offers, devices.slotCapacity());
    for (int i = 0; i < watched.size(); i++) {
      heldPages[watched.slot(i)] = devices.residentPages(watched.slot(i));
    }
    return counted;
  }

  /** Cuts the ghosts to what the host is going to hold, and looks who leads. */
  public void settle(HostSnapshot snapshot) {
    long targetPages = 0;
    for (int i = 0; i < watched.size(); i++) {
      int slot = watched.slot(i);
      targetPages += heldPages[slot] - counted.acceptedPages(slot);
    }
    for (Ghost ghost : ghosts) {
      ghost.fade(FADE_SHIFT);
      ghost.cut(snapshot.devices(), watched, targetPages);
    }
    elect();
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
    for (Ghost ghost : ghosts) {
      ghost.leave(slot);
    }
  }

  private void reserve(int slots) {
    if (isIn.length < slots) {
      highestPages = Arrays.copyOf(highestPages, slots);
      heldPages = Arrays.copyOf(heldPages, slots);
      chosenAtChange = Arrays.copyOf(chosenAtChange, slots);
      isIn = Arrays.copyOf(isIn, slots);
      for (Ghost ghost : ghosts) {
        ghost.reserve(slots);
      }
    }
  }
}
