package org.tcmureclaim.replay.bench;

import java.util.Locale;
import java.util.SplittableRandom;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A host of so many devices for measuring what a tick costs. In every tick one device in ten is
 * active, and reaches 1 to 2048 pages; what is offered is cut at once.
 */
final class TickHost implements CutOffers {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int MOST_PAGES = 2048;
  private static final RungBoundaries BOUNDARIES = RungBoundaries.of(1 << 18);

  private final HostSnapshot snapshot = new HostSnapshot();
  private final DeviceTable table = snapshot.devices();
  private final SplittableRandom random;
  private final long[] residentPages;
  private long totalPages;
  private long nowNanos;

  TickHost(int devices, long seed) {
    this.random = new SplittableRandom(seed);
    this.residentPages = new long[devices];
    for (int device = 0; device < devices; device++) {
      String path = String.format(Locale.ROOT, "user_0/lun-%06d", device);
      int slot = table.add(new DeviceKey(path, 1), 0);
      table.updateFlags(slot, 0);
      table.ladders().size(slot, BOUNDARIES.rungs());
      for (int rung = 0; rung < BOUNDARIES.rungs(); rung++) {
        table.ladders().update(slot, rung, BOUNDARIES.firstBlock(rung), 0, 0);
      }
      use(slot);
    }
  }

  HostSnapshot snapshot() {
    return snapshot;
  }

  long totalPages() {
    return totalPages;
  }

  /** Lets a second pass. */
  void pass() {
    nowNanos += SECOND_NANOS;
    snapshot.takenAt(nowNanos);
    for (int slot = 0; slot < residentPages.length; slot++) {
      if (random.nextInt(10) == 0) {
        use(slot);
      } else {
        table.updateUsage(slot, residentPages[slot], residentPages[slot], nowNanos);
        table.updatePeak(slot, 0);
      }
    }
  }

  private void use(int slot) {
    int peak = 1 + random.nextInt(1 << random.nextInt(1, 12));
    long held = Math.max(residentPages[slot], Math.min(peak, MOST_PAGES));
    totalPages += held - residentPages[slot];
    residentPages[slot] = held;
    table.updateUsage(slot, held, held, nowNanos);
    table.updatePeak(slot, peak);
    table.updateTraffic(slot, table.commands(slot) + 1, 0, nowNanos);
    for (int rung = 0; rung <= BOUNDARIES.rungOf(peak - 1); rung++) {
      long times = table.ladders().timesReached(slot, rung) + 1;
      table.ladders().update(slot, rung, BOUNDARIES.firstBlock(rung), nowNanos, times);
    }
  }

  @Override
  public long offer(int slot, long keepPages) {
    long freed = Math.max(0, residentPages[slot] - keepPages);
    residentPages[slot] -= freed;
    totalPages -= freed;
    return freed;
  }

  @Override
  public void pass(int slot, Verdict verdict) {}

  @Override
  public void pass(int slot, Verdict verdict, long atIdleNanos, long atDemandPages) {}
}
