package org.tcmureclaim.replay.ticks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.replay.text.TraceException;

/**
 * Collects rows in the order of ticks, devices in any order, and makes a {@link TickTable} of them.
 * Its memory grows with the device-ticks that were not idle and with nothing else.
 */
public final class TickTableBuilder {
  /** What a row takes while the table is made: four numbers, and those of the table. */
  private static final int BYTES_OF_ROW = 40;

  private static final int MOST_ROWS = Integer.MAX_VALUE - 64;

  private final long tickNanos;
  private final int pagesPerBlock;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private int[] tick = new int[1024];
  private int[] device = new int[1024];
  private int[] peakPages = new int[1024];
  private int[] floorPages = new int[1024];
  private final long mostRows;
  private int rows;
  private int leastTicks;
  private long loweredFloors;

  /** For data areas with blocks of one page. */
  public TickTableBuilder(long tickNanos) {
    this(tickNanos, 1);
  }

  /** For data areas with blocks of so many pages; peaks and floors are to be whole blocks. */
  public TickTableBuilder(long tickNanos, int pagesPerBlock) {
    this(tickNanos, pagesPerBlock, Runtime.getRuntime().maxMemory());
  }

  /** The same within so much memory. */
  TickTableBuilder(long tickNanos, int pagesPerBlock, long memoryBytes) {
    this.tickNanos = tickNanos;
    this.pagesPerBlock = pagesPerBlock;
    this.mostRows = Math.min(MOST_ROWS, memoryBytes / BYTES_OF_ROW);
  }

  public long tickNanos() {
    return tickNanos;
  }

  /** The provisional number of a device: it counts from 0 in the order of first sight. */
  public int number(String name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int number = names.size();
    numbers.put(name, number);
    names.add(name);
    return number;
  }

  /** The number of devices seen. */
  public int devices() {
    return names.size();
  }

  /** Adds a row. Ticks must not go back, and no device may have two rows in one. */
  public void add(int tick, int number, int peakPages, int floorPages) {
    if (rows > 0 && tick < this.tick[rows - 1]) {
      throw new IllegalArgumentException("tick " + tick + " after " + this.tick[rows - 1]);
    }
    if (floorPages > peakPages || floorPages < 0) {
      throw new IllegalArgumentException("floor " + floorPages + " of peak " + peakPages);
    }
    if (peakPages % pagesPerBlock != 0 || floorPages % pagesPerBlock != 0) {
      throw new IllegalArgumentException(
          "peak " + peakPages + " or floor " + floorPages + " is within a block");
    }
    if (peakPages == 0) {
      lasts(tick + 1);
      return;
    }
    if (rows == device.length) {
      grow();
    }
    this.tick[rows] = tick;
    this.device[rows] = number;
    this.peakPages[rows] = peakPages;
    this.floorPages[rows] = floorPages;
    rows++;
  }

  /** Says that the trace lasts for so many ticks or more, even where the last ones are idle. */
  public void lasts(int ticks) {
    leastTicks = Math.max(leastTicks, ticks);
  }

  /** Rows whose floor was lowered in {@link #build}, as the next tick did not bear it out. */
  public long loweredFloors() {
    return loweredFloors;
  }

  /** The table. The builder is of no use afterwards. */
  public TickTable build() {
    trim();
    numberByName();
    int ticks = Math.max(leastTicks, rows == 0 ? 0 : tick[rows - 1] + 1);
    int[] firstRow = new int[ticks + 1];
    for (int row = 0; row < rows; row++) {
      firstRow[tick[row] + 1]++;
    }
    for (int t = 0; t < ticks; t++) {
      firstRow[t + 1] += firstRow[t];
    }
    RowOrder.sortEachTick(firstRow, device, peakPages, floorPages);
    lowerFloors(firstRow);
    return new TickTable(names, tickNanos, pagesPerBlock, firstRow, device, peakPages, floorPages);
  }

  private void numberByName() {
    Integer[] order = new Integer[names.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(names::get));
    int[] rank = new int[order.length];
    List<String> sorted = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      rank[order[i]] = i;
      sorted.add(names.get(order[i]));
    }
    names.clear();
    names.addAll(sorted);
    for (int row = 0; row < rows; row++) {
      device[row] = rank[device[row]];
    }
  }

  /** A floor is at most the peak of the next tick; see {@link TickTable}. */
  private void lowerFloors(int[] firstRow) {
    int[] nextPeak = new int[names.size()];
    int[] nextTick = new int[names.size()];
    for (int t = firstRow.length - 2; t >= 0; t--) {
      for (int row = firstRow[t]; row < firstRow[t + 1]; row++) {
        int d = device[row];
        int bearable = nextTick[d] == t + 1 ? nextPeak[d] : 0;
        boolean last = t == firstRow.length - 2;
        if (!last && floorPages[row] > bearable) {
          floorPages[row] = bearable;
          loweredFloors++;
        }
        nextPeak[d] = peakPages[row];
        nextTick[d] = t;
      }
    }
  }

  private void trim() {
    tick = Arrays.copyOf(tick, rows);
    device = Arrays.copyOf(device, rows);
    peakPages = Arrays.copyOf(peakPages, rows);
    floorPages = Arrays.copyOf(floorPages, rows);
  }

  /** Says so before memory runs out: the error of a process without memory names no reason. */
  private void grow() {
    int capacity = rows + Math.max(1024, rows / 2);
    if (capacity > mostRows) {
      capacity = (int) mostRows;
    }
    if (capacity <= rows) {
      throw new TraceException(
          "more than "
              + rows
              + " device-ticks with commands in flight: more than fit into the memory of this JVM;"
              + " choose --devices or a longer --tick, or give it more with"
              + " TCMU_RECLAIM_JVM_OPTIONS=-Xmx8g");
    }
    tick = Arrays.copyOf(tick, capacity);
    device = Arrays.copyOf(device, capacity);
    peakPages = Arrays.copyOf(peakPages, capacity);
    floorPages = Arrays.copyOf(floorPages, capacity);
  }
}
