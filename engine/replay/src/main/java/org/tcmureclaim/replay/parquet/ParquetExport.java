package org.tcmureclaim.replay.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tcmureclaim.recording.bundle.BundleCopy;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.trace.TraceImport;

/** Writes traces to a new folder, one file for each table. */
public final class ParquetExport {
  private final Path folder;

  /** Writes to a folder that must be empty or not there. */
  public ParquetExport(Path folder) {
    this.folder = folder;
  }

  /**
   * The tables of a recording.
   *
   * @param notices told what is missing in it
   * @return rows by file
   */
  public Map<Path, Long> recording(Path from, Consumer<String> notices) {
    try (BundleReader reader = BundleReader.open(from)) {
      return written(
          () -> {
            try (BundleTables tables = new BundleTables(folder, reader.manifest())) {
              tables.copy(reader).forEach(problem -> notices.accept(from + ": " + problem));
              return tables.finish();
            }
          });
    }
  }

  /** The commands of a file of them. */
  public Map<Path, Long> commands(Path from, TraceImport reading) {
    return written(
        () -> {
          try (CommandRows rows = new CommandRows(folder, from)) {
            var unused = reading.commands(from, rows);
            return rows.finish();
          }
        });
  }

  /** The ticks of another trace. */
  public Map<Path, Long> ticks(String name, TickTable ticks) {
    return written(() -> TickRows.write(folder, name, ticks));
  }

  /** Files, and their rows. */
  static Map<Path, Long> rows(Iterable<ParquetFile> files) throws IOException {
    Map<Path, Long> rows = new LinkedHashMap<>();
    for (ParquetFile file : files) {
      file.finish();
      rows.put(file.file(), file.rows());
    }
    return rows;
  }

  static Map<Path, Long> rows(ParquetFile file) throws IOException {
    return rows(List.of(file));
  }

  private Map<Path, Long> written(Writing writing) {
    try {
      BundleCopy.requireEmpty(folder);
      Files.createDirectories(folder);
      return writing.write();
    } catch (IOException | UncheckedIOException e) {
      throw new TraceException(folder + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private interface Writing {
    Map<Path, Long> write() throws IOException;
  }
}
