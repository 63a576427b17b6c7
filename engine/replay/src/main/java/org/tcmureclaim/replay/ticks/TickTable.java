package org.tcmureclaim.replay.ticks;

import java.util.List;

/**
 * What every device needed in every tick, in columns, and nothing about ticks in which it was idle.
 * Built once from a trace and shared by all runs; nothing changes it.
 *
 * <p>A <em>row</em> is one device in one tick: its {@code peak}, the pages up to the highest one in
 * use at any moment of the tick, and its {@code floor}, those up to the highest one still in use
 * when the tick ended. Rows are ordered by tick, then by device. Devices are numbered in the order
 * of their names.
 *
 * <p>Two things hold of every table: a floor is at most its peak, and at most the peak of the same
 * device in the next tick, since what is in use at the end of a tick is in use as the next begins.
 * A device without a row in a tick has peak 0 and floor 0.
 */
public final class TickTable {
  /**
   * Most ticks of a table: four years of seconds, and no more than whose places take a quarter of
   * the memory that there is.
   */
  public static final int MOST_TICKS =
      (int) Math.min(1 << 27, Runtime.getRuntime().maxMemory() / 16);

  private final List<String> names;
  private final long tickNanos;
  private final int pagesPerBlock;
  private final int[] firstRow;
  private final int[] device;
  private final int[] peakPages;
  private final int[] floorPages;
  private final int[] highWaterPages;
  private final long sumHighWaterPages;

  TickTable(
      List<String> names,
      long tickNanos,
      int pagesPerBlock,
      int[] firstRow,
      int[] device,
      int[] peakPages,
      int[] floorPages) {
    this.names = List.copyOf(names);
    this.tickNanos = tickNanos;
    this.pagesPerBlock = pagesPerBlock;
    this.firstRow = firstRow;
    this.device = device;
    this.peakPages = peakPages;
    this.floorPages = floorPages;
    this.highWaterPages = new int[names.size()];
    for (int row = 0; row < device.length; row++) {
      highWaterPages[device[row]] = Math.max(highWaterPages[device[row]], peakPages[row]);
    }
    long sum = 0;
    for (int pages : highWaterPages) {
      sum += pages;
    }
    this.sumHighWaterPages = sum;
  }

  /** The number of devices. */
  public int devices() {
    return names.size();
  }

  /** The name of a device as the trace spells it. */
  public String name(int device) {
    return names.get(device);
  }

  /** The length of a tick. */
  public long tickNanos() {
    return tickNanos;
  }

  /**
   * Pages of a block ({@code data_pages_per_blk}): peaks and floors are whole blocks, and nobody
   * can free less than one.
   */
  public int pagesPerBlock() {
    return pagesPerBlock;
  }

  /** The number of ticks, idle ones included. */
  public int ticks() {
    return firstRow.length - 1;
  }

  /** The number of rows: of device-ticks that were not idle. */
  public int rows() {
    return device.length;
  }

  /** The number of device-ticks, idle ones included. */
  public long deviceTicks() {
    return (long) ticks() * devices();
  }

  /** The first row of a tick; {@code ticks()} is allowed and gives {@link #rows}. */
  public int firstRow(int tick) {
    return firstRow[tick];
  }

  public int device(int row) {
    return device[row];
  }

  public int peakPages(int row) {
    return peakPages[row];
  }

  public int floorPages(int row) {
    return floorPages[row];
  }

  /** The most that a device ever used: what it would hold if nobody truncated. */
  public int highWaterPages(int device) {
    return highWaterPages[device];
  }

  /** Sum of {@link #highWaterPages}: what the shares of a budget refer to. */
  public long sumHighWaterPages() {
    return sumHighWaterPages;
  }
}
