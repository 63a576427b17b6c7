package org.tcmureclaim.replay.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.tcmureclaim.replay.ticks.TickTable;

/** Devices that were in use, tick by tick. */
final class TickRows {
  private static final List<ParquetColumn> COLUMNS =
      List.of(
          ParquetColumn.number("tick"),
          ParquetColumn.text("dev"),
          ParquetColumn.number("peak_pages"),
          ParquetColumn.number("floor_pages"));

  private TickRows() {}

  static Map<Path, Long> write(Path folder, String source, TickTable ticks) throws IOException {
    Map<String, String> notes =
        Map.of("source", source, "tick_nanos", Long.toString(ticks.tickNanos()));
    Binary[] names = new Binary[ticks.devices()];
    for (int device = 0; device < names.length; device++) {
      names[device] = Binary.fromString(ticks.name(device));
    }
    try (ParquetFile file = new ParquetFile(folder, "tick", COLUMNS, notes)) {
      for (int tick = 0; tick < ticks.ticks(); tick++) {
        for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
          file.row().number(tick).text(names[ticks.device(row)]);
          file.row().number(ticks.peakPages(row)).number(ticks.floorPages(row));
          file.endRow();
        }
      }
      return ParquetExport.rows(file);
    }
  }
}
