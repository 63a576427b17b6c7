package org.tcmureclaim.merge;

import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Offers the coldest pages of all devices, whatever "cold" means to a policy: a merge over the runs
 * of equal rank in all data areas, from their ends downwards, until the demand is met. Devices are
 * offered in the order in which the first page of each was chosen. What a guard does not allow is
 * made up for by the next pages of the others, for which a device is offered again, deeper. Devices
 * that a guard will not have anyway are left out; once the plan is full, so are all that are not in
 * it.
 *
 * <p>n devices cost n to look at and log n for each run taken. Allocates nothing in steady state.
 */
public final class LevelMerge {
  private static final byte NO_TAIL = 0;
  private static final byte WAITING = 1;
  private static final byte CHOSEN = 2;
  private static final byte OFFERED = 3;
  private static final byte REFUSED = 4;
  private static final byte CLOSED = 5;

  private final CandidateQueue queue = new CandidateQueue();
  private final PagesByRank pagesByRank = new PagesByRank();
  private byte[] state = new byte[0];
  private long[] keepPages = new long[0];
  private long[] offeredKeepPages = new long[0];
  private long[] firstRank = new long[0];
  private int[] chosen = new int[0];
  private int chosenCount;
  private boolean isFull;
  private long lastRank;

  /**
   * Offers pages of rank up to {@code highestRank}, smallest ranks first.
   *
   * @param wantedPages when to stop
   * @return the pages that were accepted
   */
  public long offer(
      HostSnapshot snapshot,
      LevelRanks ranks,
      long wantedPages,
      long highestRank,
      CutOffers offers) {
    DeviceTable devices = snapshot.devices();
    begin(devices, ranks, offers);
    long accepted = 0;
    while (accepted < wantedPages) {
      choose(devices, ranks, wantedPages - accepted, highestRank);
      if (chosenCount == 0) {
        break;
      }
      accepted += offerChosen(devices, offers);
      if (!isFull && offers.isFull()) {
        isFull = true;
        closeRest(devices, ranks, offers);
      }
    }
    explainRest(devices, ranks, highestRank, offers);
    return accepted;
  }

  private long offerChosen(DeviceTable devices, CutOffers offers) {
    long accepted = 0;
    for (int i = 0; i < chosenCount; i++) {
      int position = chosen[i];
      boolean isBegun = isBegun(devices, position);
      if (!isBegun && offers.isFull() && !offers.isOpen(devices.slotAt(position))) {
        state[position] = CLOSED;
      } else {
        accepted += offer(devices, position, offers);
      }
    }
    chosenCount = 0;
    return accepted;
  }

  private boolean isBegun(DeviceTable devices, int position) {
    return offeredKeepPages[position] < devices.residentPages(devices.slotAt(position));
  }

  /** What is left is to be had of devices that are in the plan: the others need no rank. */
  private void closeRest(DeviceTable devices, LevelRanks ranks, CutOffers offers) {
    queue.clear();
    for (int position = 0; position < devices.size(); position++) {
      int slot = devices.slotAt(position);
      if (state[position] == WAITING && !offers.isOpen(slot)) {
        state[position] = CLOSED;
      } else if (isWaitingOrOffered(position) && keepPages[position] > floorPages(devices, slot)) {
        queue.add(rank(devices, ranks, slot, keepPages[position]), position);
      }
    }
  }

  private boolean isWaitingOrOffered(int position) {
    return state[position] == WAITING || state[position] == OFFERED;
  }

  private static long floorPages(DeviceTable devices, int slot) {
    return devices.residentPages(slot) - devices.tailPages(slot);
  }

  private long offer(DeviceTable devices, int position, CutOffers offers) {
    long asked = offeredKeepPages[position] - keepPages[position];
    long given = offers.offer(devices.slotAt(position), keepPages[position]);
    state[position] = given < asked ? REFUSED : OFFERED;
    // More than was asked for, where an earlier scan of this tick has offered it already.
    keepPages[position] -= Math.max(0, given - asked);
    offeredKeepPages[position] = keepPages[position];
    return given;
  }

  private void begin(DeviceTable devices, LevelRanks ranks, CutOffers offers) {
    reserve(devices.size());
    queue.clear();
    pagesByRank.clear();
    chosenCount = 0;
    isFull = offers.isFull();
    lastRank = Long.MIN_VALUE;
    for (int position = 0; position < devices.size(); position++) {
      int slot = devices.slotAt(position);
      keepPages[position] = devices.residentPages(slot);
      offeredKeepPages[position] = keepPages[position];
      if (devices.tailPages(slot) <= 0) {
        state[position] = NO_TAIL;
        offers.pass(slot, Verdict.NOTHING_TO_GIVE);
        continue;
      }
      if (!offers.isOpen(slot)) {
        state[position] = CLOSED;
        continue;
      }
      state[position] = WAITING;
      firstRank[position] = rank(devices, ranks, slot, devices.residentPages(slot));
      pagesByRank.add(firstRank[position], devices.tailPages(slot));
      queue.add(firstRank[position], position);
    }
    pagesByRank.sum();
  }

  private void choose(DeviceTable devices, LevelRanks ranks, long wantedPages, long highestRank) {
    long missing = wantedPages;
    while (missing > 0 && !queue.isEmpty() && queue.firstRank() <= highestRank) {
      int position = queue.firstPosition();
      int slot = devices.slotAt(position);
      long from = keepPages[position];
      long floor = floorPages(devices, slot);
      if (state[position] == REFUSED || from <= floor) {
        queue.removeFirst();
        continue;
      }
      lastRank = queue.firstRank();
      long runFirst = runFirst(devices, ranks, slot, from);
      long to = Math.max(floor, Math.max(runFirst, blockFirst(devices, slot, from - missing)));
      if (state[position] != CHOSEN) {
        state[position] = CHOSEN;
        chosen[chosenCount++] = position;
      }
      missing -= from - to;
      keepPages[position] = to;
      if (to == floor) {
        queue.removeFirst();
      } else {
        queue.rankFirst(rank(devices, ranks, slot, to));
      }
    }
  }

  /** A block can only be freed as a whole, and so ranks as its lowest page. */
  private static long rank(DeviceTable devices, LevelRanks ranks, int slot, long endPage) {
    return ranks.rank(slot, lowestEndPage(devices, slot, endPage));
  }

  /** The first page of the whole blocks of the run that ends there. */
  private static long runFirst(DeviceTable devices, LevelRanks ranks, int slot, long endPage) {
    long first = ranks.firstPage(slot, lowestEndPage(devices, slot, endPage));
    int pagesPerBlock = devices.pagesPerBlock(slot);
    return pagesPerBlock == 1 ? first : blockFirst(devices, slot, first + pagesPerBlock - 1);
  }

  /** Where the lowest page of the block ends whose last page lies before {@code endPage}. */
  private static long lowestEndPage(DeviceTable devices, int slot, long endPage) {
    return devices.pagesPerBlock(slot) == 1 || endPage <= 0
        ? endPage
        : blockFirst(devices, slot, endPage - 1) + 1;
  }

  private static long blockFirst(DeviceTable devices, int slot, long page) {
    int pagesPerBlock = devices.pagesPerBlock(slot);
    return pagesPerBlock == 1 ? page : Math.floorDiv(page, pagesPerBlock) * pagesPerBlock;
  }

  private void explainRest(
      DeviceTable devices, LevelRanks ranks, long highestRank, CutOffers offers) {
    for (int position = 0; position < devices.size(); position++) {
      if (state[position] != WAITING) {
        continue;
      }
      long rank = firstRank[position];
      if (rank > highestRank) {
        offers.pass(
            devices.slotAt(position),
            Verdict.TOO_WARM,
            ranks.idleNanosAt(highestRank),
            CutOffers.NEVER);
      } else {
        offers.pass(
            devices.slotAt(position),
            Verdict.DEMAND_MET,
            ranks.idleNanosAt(lastRank),
            pagesByRank.before(rank) + 1);
      }
    }
  }

  private void reserve(int devices) {
    if (state.length < devices) {
      int capacity = Math.max(devices, state.length * 2);
      state = new byte[capacity];
      keepPages = new long[capacity];
      offeredKeepPages = new long[capacity];
      firstRank = new long[capacity];
      chosen = new int[capacity];
    }
  }
}
