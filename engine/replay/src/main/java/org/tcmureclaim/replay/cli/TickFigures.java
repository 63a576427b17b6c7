package org.tcmureclaim.replay.cli;

import java.util.Arrays;
import java.util.Locale;
import org.tcmureclaim.replay.ticks.TickTable;

/** Footprints and skew of a table of ticks, for people. */
final class TickFigures {
  private static final int PLOT_COLUMNS = 72;
  private static final String LEVELS = " ▁▂▃▄▅▆▇█";
  private static final double PAGES_PER_MIB = 256;
  private static final double BUSIEST_SHARE = 0.1;

  private final TickTable table;
  private final long[] neededPages;

  TickFigures(TickTable table) {
    this.table = table;
    this.neededPages = new long[table.ticks()];
    for (int tick = 0; tick < table.ticks(); tick++) {
      for (int row = table.firstRow(tick); row < table.firstRow(tick + 1); row++) {
        neededPages[tick] += table.peakPages(row);
      }
    }
  }

  String text() {
    long most = Arrays.stream(neededPages).max().orElse(0);
    double mean = Arrays.stream(neededPages).average().orElse(0);
    double busy = table.deviceTicks() == 0 ? 0 : 100.0 * table.rows() / table.deviceTicks();
    return line("devices", "%,d", table.devices())
        + line("ticks", "%,d of %.3f s", table.ticks(), table.tickNanos() / 1e9)
        + line("device-ticks in use", "%.1f %%", busy)
        + line("sum of high-waters", "%.1f MiB", table.sumHighWaterPages() / PAGES_PER_MIB)
        + line(
            "needed at once",
            "mean %.1f, most %.1f MiB",
            mean / PAGES_PER_MIB,
            most / PAGES_PER_MIB)
        + line("skew", "a tenth of the devices has %.0f %% of the high-waters", 100 * skew())
        + "needed at once, over time (highest "
        + mebibytes(most)
        + "):\n  "
        + plot(most)
        + "\n";
  }

  static String line(String label, String form, Object... values) {
    return String.format(Locale.ROOT, "%-22s", label + ":")
        + String.format(Locale.ROOT, form, values)
        + "\n";
  }

  private static String mebibytes(long pages) {
    return String.format(Locale.ROOT, "%.1f MiB", pages / PAGES_PER_MIB);
  }

  /** What the largest tenth of the devices has of all high-waters, 0 to 1. */
  private double skew() {
    int[] highWaters = new int[table.devices()];
    Arrays.setAll(highWaters, table::highWaterPages);
    Arrays.sort(highWaters);
    int largest = (int) Math.ceil(highWaters.length * BUSIEST_SHARE);
    long theirs = 0;
    for (int i = highWaters.length - largest; i < highWaters.length; i++) {
      theirs += highWaters[i];
    }
    return table.sumHighWaterPages() == 0 ? 0 : (double) theirs / table.sumHighWaterPages();
  }

  private String plot(long most) {
    int columns = Math.min(PLOT_COLUMNS, neededPages.length);
    StringBuilder plot = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      int from = (int) ((long) neededPages.length * column / columns);
      int to = (int) ((long) neededPages.length * (column + 1) / columns);
      long highest = Arrays.stream(neededPages, from, to).max().orElse(0);
      int level = most == 0 ? 0 : (int) Math.ceil((LEVELS.length() - 1.0) * highest / most);
      plot.append(LEVELS.charAt(level));
    }
    return plot.toString();
  }
}
