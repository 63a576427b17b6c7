package org.tcmureclaim.linux.shim;

import java.util.Arrays;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.ReclaimScan;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * The cuts of a plan, as the shim wants them, and how far each has come. Reused from plan to plan.
 *
 * <p>A cut is made in requests of at most {@value #REQUEST_PAGES} pages, so that a device that has
 * much to give lets the others have their turn.
 */
final class ShimCuts {
  static final long REQUEST_PAGES = 2048;

  /** How far a cut has come. */
  enum Progress {
    OPEN,
    /** Somebody else held a lock; the rest of the cut is still to be made. */
    BUSY,
    ENDED
  }

  private DeviceKey[] keys = new DeviceKey[64];
  private long[] generations = new long[64];
  private int[] minors = new int[64];
  private long[] keepBlocks = new long[64];
  private long[] pagesPerBlock = new long[64];
  private long[] leftPages = new long[64];
  private long[] freedPages = new long[64];
  private CutResult[] results = new CutResult[64];
  private int[] errors = new int[64];
  private Progress[] progress = new Progress[64];
  private int size;

  /** Takes over a plan; a device that the shim did not know when it was last asked is gone. */
  void take(Plan plan, ShimTargets targets) {
    size = 0;
    for (int cut = 0; cut < plan.size(); cut++) {
      int slot = plan.slot(cut);
      int at = add(plan.key(cut));
      if (targets.know(slot, plan.key(cut))) {
        generations[at] = targets.generation(slot);
        minors[at] = targets.minor(slot);
        keepBlocks[at] = targets.blocks(slot, plan.keepPages(cut));
        pagesPerBlock[at] = targets.pagesPerBlock(slot);
        leftPages[at] = targets.blocks(slot, plan.expectedPages(cut)) * pagesPerBlock[at];
        progress[at] = leftPages[at] > 0 ? Progress.OPEN : Progress.ENDED;
        results[at] = CutResult.NOTHING;
      } else {
        progress[at] = Progress.ENDED;
        results[at] = CutResult.GONE;
      }
    }
  }

  /** Takes over the busy ones of others, to make the rest of those cuts. */
  void takeBusy(ShimCuts others) {
    size = 0;
    for (int cut = 0; cut < others.size; cut++) {
      if (others.progress[cut] == Progress.BUSY) {
        int at = add(others.keys[cut]);
        generations[at] = others.generations[cut];
        minors[at] = others.minors[cut];
        keepBlocks[at] = others.keepBlocks[cut];
        pagesPerBlock[at] = others.pagesPerBlock[cut];
        leftPages[at] = others.leftPages[cut];
        progress[at] = Progress.OPEN;
        results[at] = CutResult.BUSY;
      }
    }
  }

  int size() {
    return size;
  }

  DeviceKey key(int cut) {
    return keys[cut];
  }

  /** The generation by which the shim knows the device. */
  long generation(int cut) {
    return generations[cut];
  }

  int minor(int cut) {
    return minors[cut];
  }

  Progress progress(int cut) {
    return progress[cut];
  }

  /** Pages freed so far. */
  long freedPages(int cut) {
    return freedPages[cut];
  }

  /** What has come of it so far: freed, as soon as there was one page. */
  CutResult result(int cut) {
    return freedPages[cut] > 0 ? CutResult.FREED : results[cut];
  }

  /** Why it ended like that: an {@link Errno}, or 0. */
  int error(int cut) {
    return errors[cut];
  }

  int count(Progress wanted) {
    int count = 0;
    for (int cut = 0; cut < size; cut++) {
      count += progress[cut] == wanted ? 1 : 0;
    }
    return count;
  }

  /** Puts the next piece of a cut into a batch. */
  void request(int cut, ReclaimScan batch, boolean wait) {
    batch.add(generations[cut], minors[cut], keepBlocks[cut], requestPages(cut), wait);
  }

  private long requestPages(int cut) {
    // At least a block: with less the shim can release nothing.
    long pieces = Math.max(REQUEST_PAGES, pagesPerBlock[cut]);
    return Math.min(leftPages[cut], pieces);
  }

  /** Takes in what became of the last piece of a cut. */
  void settle(int cut, ReclaimScan batch, int request) {
    long asked = requestPages(cut);
    // No more than it was to free, whatever it says.
    long freed = Math.max(0, Math.min(batch.freedPages(request), leftPages[cut]));
    errors[cut] = batch.error(request);
    freedPages[cut] += freed;
    leftPages[cut] -= freed;
    switch (batch.result(request)) {
      case FREED -> {
        results[cut] = CutResult.FREED;
        // Fewer than asked for: it has reached its mark, or the commands in flight.
        boolean more = freed > 0 && freed + pagesPerBlock[cut] > asked && leftPages[cut] > 0;
        progress[cut] = more ? Progress.OPEN : Progress.ENDED;
        if (errors[cut] != 0) {
          progress[cut] = errors[cut] == Errno.EAGAIN ? Progress.BUSY : Progress.ENDED;
        }
      }
      case NOTHING -> end(cut, CutResult.NOTHING);
      case BUSY -> {
        results[cut] = CutResult.BUSY;
        progress[cut] = Progress.BUSY;
      }
      case GONE -> end(cut, CutResult.GONE);
      case REFUSED -> end(cut, CutResult.REFUSED);
    }
  }

  /** Takes in how far another one has come with a cut that was busy here. */
  void takeBack(ShimCuts other, int othersCut) {
    for (int cut = 0; cut < size; cut++) {
      if (progress[cut] == Progress.BUSY && keys[cut].equals(other.keys[othersCut])) {
        freedPages[cut] += other.freedPages[othersCut];
        results[cut] = other.results[othersCut];
        errors[cut] = other.errors[othersCut];
        progress[cut] = Progress.ENDED;
      }
    }
  }

  private void end(int cut, CutResult result) {
    results[cut] = result;
    progress[cut] = Progress.ENDED;
  }

  private int add(DeviceKey key) {
    if (size == keys.length) {
      grow(size * 2);
    }
    keys[size] = key;
    freedPages[size] = 0;
    leftPages[size] = 0;
    errors[size] = 0;
    return size++;
  }

  private void grow(int capacity) {
    keys = Arrays.copyOf(keys, capacity);
    generations = Arrays.copyOf(generations, capacity);
    minors = Arrays.copyOf(minors, capacity);
    keepBlocks = Arrays.copyOf(keepBlocks, capacity);
    pagesPerBlock = Arrays.copyOf(pagesPerBlock, capacity);
    leftPages = Arrays.copyOf(leftPages, capacity);
    freedPages = Arrays.copyOf(freedPages, capacity);
    results = Arrays.copyOf(results, capacity);
    errors = Arrays.copyOf(errors, capacity);
    progress = Arrays.copyOf(progress, capacity);
  }
}
