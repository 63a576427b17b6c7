package org.tcmureclaim.replay.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.trace.PackedOutput;

/** Writes tables of ticks as {@code tick_s,dev,peak_blocks,floor_blocks}. */
final class TickCsvFile {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private TickCsvFile() {}

  /**
   * Writes the devices of several tables beside each other.
   *
   * @param firstTick that becomes tick 0
   * @param endTick that is not in it any more
   * @param name of a device in the file; empty where it is left out
   */
  static void write(
      Path file,
      BlockPacking packing,
      List<TickTable> tables,
      int firstTick,
      int endTick,
      Function<String, Optional<String>> name) {
    if (tables.stream().anyMatch(table -> table.tickNanos() != SECOND_NANOS)) {
      throw new UsageException("tables of ticks are written with ticks of 1 s; leave --tick out");
    }
    if (Files.exists(file)) {
      throw new UnwritableException(file + " is there already; name a file that is not");
    }
    try (PackedOutput output = PackedOutput.to(file, packing.suffix())) {
      Writer out =
          new BufferedWriter(new OutputStreamWriter(output.stream(), StandardCharsets.UTF_8));
      out.write("tick_s,dev,peak_blocks,floor_blocks\n");
      int ticks = tables.stream().mapToInt(TickTable::ticks).max().orElse(0);
      for (int tick = firstTick; tick < Math.min(ticks, endTick); tick++) {
        for (TickTable table : tables) {
          write(out, table, tick, tick - firstTick, name);
        }
      }
      out.flush();
      output.finish();
    } catch (IOException e) {
      throw new UnwritableException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static void write(
      Writer out, TickTable table, int tick, int newTick, Function<String, Optional<String>> name)
      throws IOException {
    if (tick >= table.ticks()) {
      return;
    }
    for (int row = table.firstRow(tick); row < table.firstRow(tick + 1); row++) {
      Optional<String> dev = name.apply(table.name(table.device(row)));
      if (dev.isPresent()) {
        out.write(newTick + "," + dev.get() + ",");
        out.write(table.peakPages(row) + "," + table.floorPages(row) + "\n");
      }
    }
  }
}
