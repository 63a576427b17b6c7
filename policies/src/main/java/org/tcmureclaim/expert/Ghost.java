package org.tcmureclaim.expert;

import java.util.Arrays;
import org.tcmureclaim.merge.CandidateQueue;
import org.tcmureclaim.merge.LevelRanks;

/**
 * What some devices would hold had one order been followed all along: the larger of what was held
 * and what is needed, and after a cut the larger of what was kept and what is in use. Pages that a
 * device had before and that it needs again after a cut in thought are the order's losses.
 */
final class Ghost {
  /** Losses are counted in pages times this, so that they fade without rounding to nothing. */
  private static final int LOSS_SCALE_BITS = 10;

  private final LevelRanks ranks;
  private final CandidateQueue queue = new CandidateQueue();
  private long[] residentPages = new long[0];
  private long totalPages;
  private long losses;

  Ghost(LevelRanks ranks) {
    this.ranks = ranks;
  }

  /** Pages lost, the older ones faded. Only good for comparison with other ghosts. */
  long losses() {
    return losses;
  }

  /** What so many pages lost just now come to. */
  static long lossesOf(long pages) {
    return pages << LOSS_SCALE_BITS;
  }

  /** What a device holds. */
  long residentPages(int slot) {
    return residentPages[slot];
  }

  void reserve(int slots) {
    if (residentPages.length < slots) {
      residentPages = Arrays.copyOf(residentPages, slots);
    }
  }

  /** Takes a device in, which holds so much. */
  void enter(int slot, long pages) {
    residentPages[slot] = pages;
    totalPages += pages;
  }

  /** Lets a device go. */
  void leave(int slot) {
    totalPages -= residentPages[slot];
    residentPages[slot] = 0;
  }

  /** A device needs pages; {@code highestPages} is what it ever held before. */
  void need(int slot, long neededPages, long highestPages) {
    long resident = residentPages[slot];
    if (neededPages > resident) {
      losses += lossesOf(Math.max(0, Math.min(neededPages, highestPages) - resident));
      totalPages += neededPages - resident;
      residentPages[slot] = neededPages;
    }
  }

  /** Lets one part in {@code 2^shift} of the losses fade. */
  void fade(int shift) {
    losses -= losses >> shift;
  }

  /**
   * Cuts, in this order, until no more than {@code targetPages} are held, or until only what is in
   * use is left, or belongs to devices that are not open to be cut.
   */
  void cut(WatchedDevices watched, long targetPages) {
    if (totalPages <= targetPages) {
      return;
    }
    queue.clear();
    for (int i = 0; i < watched.openSize(); i++) {
      int slot = watched.openSlot(i);
      if (residentPages[slot] > watched.openInUsePages(i)) {
        queue.add(ranks.rank(slot, residentPages[slot]), i);
      }
    }
    while (totalPages > targetPages && !queue.isEmpty()) {
      int slot = watched.openSlot(queue.firstPosition());
      long inUse = watched.openInUsePages(queue.firstPosition());
      long from = residentPages[slot];
      long runFirst = Math.max(inUse, ranks.firstPage(slot, from));
      long to = Math.max(runFirst, from - (totalPages - targetPages));
      residentPages[slot] = to;
      totalPages -= from - to;
      if (to == inUse) {
        queue.removeFirst();
      } else {
        queue.rankFirst(ranks.rank(slot, to));
      }
    }
  }
}
