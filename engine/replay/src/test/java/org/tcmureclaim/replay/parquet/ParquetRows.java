package org.tcmureclaim.replay.parquet;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.recording.csv.SafeText;

/** Reads a file with the library and writes its rows as CSV, as a recording has them. */
final class ParquetRows {
  private ParquetRows() {}

  /** The header and all rows. */
  static List<String> csv(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    StringJoiner header = new StringJoiner(",");
    ParquetReader.readMetadata(file.toFile())
        .getFileMetaData()
        .getSchema()
        .getFields()
        .forEach(field -> header.add(field.getName().replaceAll("_ns$", "_us")));
    lines.add(header.toString());
    try (Stream<StringJoiner> rows =
        ParquetReader.streamContent(file.toFile(), HydratorSupplier.constantly(new Line()))) {
      rows.forEach(row -> lines.add(row.toString()));
    }
    return lines;
  }

  private static final class Line implements Hydrator<StringJoiner, StringJoiner> {
    @Override
    public StringJoiner start() {
      return new StringJoiner(",");
    }

    @Override
    public StringJoiner add(StringJoiner line, String heading, @Nullable Object value) {
      return line.add(field(heading, value));
    }

    @Override
    public StringJoiner finish(StringJoiner line) {
      return line;
    }

    private static String field(String heading, @Nullable Object value) {
      if (value == null) {
        return "";
      }
      if (!heading.endsWith("_ns")) {
        return SafeText.of(value.toString());
      }
      long nanos = (Long) value;
      return nanos % 1000 == 0
          ? Long.toString(nanos / 1000)
          : BigDecimal.valueOf(nanos, 3).toPlainString();
    }
  }
}
