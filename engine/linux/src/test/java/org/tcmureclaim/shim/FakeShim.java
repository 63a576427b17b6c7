package org.tcmureclaim.shim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shim.ReclaimAbi.Count;
import org.tcmureclaim.shim.ReclaimAbi.Device;
import org.tcmureclaim.shim.ReclaimAbi.Ladder;
import org.tcmureclaim.shim.ReclaimAbi.Request;
import org.tcmureclaim.shim.ReclaimAbi.Rung;

/** Devices that behave as those of the module do, in memory. */
public final class FakeShim implements ReclaimPort {
  /** For how long a request holds the lock for each block that it frees. */
  public static final long HELD_NANOS_PER_BLOCK = 100;

  private final TreeMap<Integer, Lun> luns = new TreeMap<>();
  private final List<String> scans = new ArrayList<>();
  private int countErrno;
  private boolean tellsHeat = true;
  private int faultyScan;
  private Error fault = new AssertionError();

  /** One device. */
  public static final class Lun {
    public final long generation;
    public int flags = ReclaimAbi.DEV_OPENED;
    public int pagesPerBlock = 1;
    public int maxBlocks = 100_000;
    public int waiters;
    public int blocks;
    public int floorBlocks;
    public int peakBlocks;
    public long lastCommandNanos;
    public long heldNanos;
    public long figuresNanos;

    /** What a request with TRY finds locked, so many times. */
    public int busyTries;

    /** What a waiting request waits for. */
    public @Nullable CountDownLatch lock;

    /** What a request is refused with, or 0. */
    public int refusal;

    Lun(long generation, int blocks) {
      this.generation = generation;
      this.blocks = blocks;
    }

    public void flags(boolean opened, boolean blocked, boolean broken) {
      flags =
          (opened ? ReclaimAbi.DEV_OPENED : 0)
              | (blocked ? ReclaimAbi.DEV_BLOCKED : 0)
              | (broken ? ReclaimAbi.DEV_BROKEN : 0);
    }

    public void stuck() {
      flags |= ReclaimAbi.DEV_STUCK;
    }

    public void uncounted() {
      flags |= ReclaimAbi.DEV_UNCOUNTED;
    }
  }

  public synchronized Lun add(int minor, long generation, int blocks) {
    Lun lun = new Lun(generation, blocks);
    luns.put(minor, lun);
    return lun;
  }

  public synchronized void remove(int minor) {
    luns.remove(minor);
  }

  public synchronized void countFails(int errno) {
    countErrno = errno;
  }

  public synchronized void tellHeat(boolean tells) {
    tellsHeat = tells;
  }

  @Override
  public synchronized boolean tellsHeat() {
    return tellsHeat;
  }

  /**
   * Has one request end with an error.
   *
   * @param number which; the first one is 1
   */
  public synchronized void failAtScan(int number, Error error) {
    faultyScan = number;
    fault = error;
  }

  /** Each request so far: minor, blocks to keep, budget, and whether it may wait. */
  public synchronized List<String> scans() {
    return List.copyOf(scans);
  }

  @Override
  public synchronized void count(ReclaimCounts into) throws SystemCallException {
    if (countErrno != 0) {
      throw new SystemCallException("COUNT of", "/dev/tcmu-reclaim", countErrno);
    }
    do {
      into.argument().putInt(Count.TOTAL, luns.size());
    } while (into.fit());
    into.argument().putInt(Count.RETURNED, luns.size());
    int row = 0;
    for (var entry : luns.entrySet()) {
      write(into, row++, entry.getKey(), entry.getValue());
    }
  }

  private static void write(ReclaimCounts into, int row, int minor, Lun lun) {
    NativeBuffer devices = into.devices();
    int at = row * Device.BYTES;
    long floor = Math.min(lun.floorBlocks, lun.blocks);
    devices.putLong(at + Device.GENERATION, lun.generation);
    devices.putInt(at + Device.MINOR, minor);
    devices.putInt(at + Device.FLAGS, lun.flags);
    devices.putInt(at + Device.PAGES_PER_BLOCK, lun.pagesPerBlock);
    devices.putInt(at + Device.MAX_BLOCKS, lun.maxBlocks);
    devices.putInt(at + Device.WAITERS, lun.waiters);
    devices.putInt(at + Device.PEAK_BLOCKS, lun.peakBlocks);
    devices.putLong(at + Device.PAGES, (long) lun.blocks * lun.pagesPerBlock);
    devices.putLong(at + Device.TAIL_PAGES, (lun.blocks - floor) * lun.pagesPerBlock);
    devices.putLong(at + Device.HELD_NANOS, lun.heldNanos);
    devices.putLong(at + Device.LAST_COMMAND_NANOS, lun.lastCommandNanos);
    devices.putLong(at + Device.FIGURES_NANOS, lun.figuresNanos);
    if (into.ladders().sizeBytes() > 1) {
      writeLadder(into.ladders(), row * Ladder.BYTES, lun);
    }
  }

  /** Four rungs that each have a quarter of the blocks. */
  private static void writeLadder(NativeBuffer ladders, int at, Lun lun) {
    for (int rung = 0; rung < ReclaimAbi.RUNGS; rung++) {
      int place = at + rung * Rung.BYTES;
      ladders.putInt(place + Rung.FIRST_BLOCK, Math.min(rung, 4) * lun.maxBlocks / 4);
      ladders.putLong(place + Rung.LAST_REACHED_NANOS, 1000 - rung);
      ladders.putLong(place + Rung.TIMES_REACHED, 100 - rung);
    }
  }

  @Override
  public void scan(ReclaimScan batch) {
    NativeBuffer requests = batch.requests();
    for (int request = 0; request < batch.size(); request++) {
      answer(requests, request * Request.BYTES);
    }
  }

  private void answer(NativeBuffer requests, int at) {
    int minor = requests.intAt(at + Request.MINOR);
    boolean wait = requests.intAt(at + Request.FLAGS) == 0;
    Lun lun;
    synchronized (this) {
      scans.add(
          "uio%d keep %d budget %d%s"
              .formatted(
                  minor,
                  requests.intAt(at + Request.KEEP_BLOCKS),
                  requests.longAt(at + Request.BUDGET_PAGES),
                  wait ? " waiting" : ""));
      lun = luns.get(minor);
      if (scans.size() == faultyScan) {
        throw fault;
      }
    }
    if (wait && lun != null && lun.lock != null) {
      try {
        lun.lock.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    synchronized (this) {
      truncate(requests, at, lun, wait);
    }
  }

  private static void truncate(NativeBuffer requests, int at, @Nullable Lun lun, boolean wait) {
    if (lun == null) {
      put(requests, at, ReclaimAbi.GONE, Errno.ENODEV, 0);
    } else if (lun.generation != requests.longAt(at + Request.GENERATION)) {
      put(requests, at, ReclaimAbi.GONE, Errno.ESTALE, 0);
    } else if (lun.refusal != 0) {
      put(requests, at, ReclaimAbi.REFUSED, lun.refusal, 0);
    } else if (!wait && lun.busyTries > 0) {
      lun.busyTries--;
      put(requests, at, ReclaimAbi.BUSY, Errno.EAGAIN, 0);
    } else {
      long mark = Math.max(requests.intAt(at + Request.KEEP_BLOCKS), lun.floorBlocks);
      long budget = requests.longAt(at + Request.BUDGET_PAGES) / lun.pagesPerBlock;
      int freed = (int) Math.max(0, Math.min(lun.blocks - mark, budget));
      lun.blocks -= freed;
      lun.heldNanos += freed * HELD_NANOS_PER_BLOCK;
      int result = freed > 0 ? ReclaimAbi.FREED : ReclaimAbi.NOTHING;
      put(requests, at, result, 0, (long) freed * lun.pagesPerBlock);
    }
  }

  private static void put(NativeBuffer requests, int at, int result, int errno, long freed) {
    requests.putInt(at + Request.RESULT, result);
    requests.putInt(at + Request.ERROR, errno);
    requests.putLong(at + Request.FREED_PAGES, freed);
  }

  /** Why the shim cannot be opened, as the kernel would say it. */
  public static ReclaimUnavailableException unavailable(int errno) {
    return ReclaimUnavailableException.opening(Path.of("/dev/tcmu-reclaim"), errno);
  }
}
