package org.tcmureclaim.replay.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.Operation;

/** Commands in the order of their arrival, as the plain format has them but for offsets. */
final class CommandRows implements CommandSink, AutoCloseable {
  private static final List<ParquetColumn> COLUMNS =
      List.of(
          ParquetColumn.number("arrival_ns"),
          ParquetColumn.text("dev"),
          ParquetColumn.text("op"),
          ParquetColumn.number("length_bytes"),
          ParquetColumn.number("latency_ns"));

  private final ParquetFile file;
  private final List<Binary> names = new ArrayList<>();
  private final Map<Operation, Binary> operations =
      Map.of(
          Operation.TRANSFER, letter(Operation.TRANSFER),
          Operation.DISCARD, letter(Operation.DISCARD),
          Operation.FLUSH, letter(Operation.FLUSH));

  CommandRows(Path folder, Path source) throws IOException {
    Map<String, String> notes = Map.of("source", String.valueOf(source.getFileName()));
    file = new ParquetFile(folder, "command", COLUMNS, notes);
  }

  @Override
  public int device(String name) {
    names.add(Binary.fromString(name));
    return names.size() - 1;
  }

  @Override
  public void command(
      int device, Operation operation, long lengthBytes, long arrivalNanos, long latencyNanos) {
    ParquetRow row = file.row().number(arrivalNanos).text(names.get(device));
    row.text(operations.getOrDefault(operation, Binary.EMPTY)).number(lengthBytes);
    if (latencyNanos == NO_LATENCY) {
      row.empty();
    } else {
      row.number(latencyNanos);
    }
    try {
      file.endRow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<Path, Long> finish() throws IOException {
    return ParquetExport.rows(file);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static Binary letter(Operation operation) {
    return Binary.fromString(String.valueOf(operation.letter()));
  }
}
