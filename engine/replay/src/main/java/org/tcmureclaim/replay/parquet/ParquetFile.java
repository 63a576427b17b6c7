package org.tcmureclaim.replay.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.tcmureclaim.host.files.WholeFile;

/**
 * Writes a table to a file that bears its name only once it is whole. Memory does not grow with the
 * number of rows: of those, no more than a row group waits.
 */
final class ParquetFile implements AutoCloseable {
  /** The suffix of all files. */
  static final String SUFFIX = ".parquet";

  private static final long ROW_GROUP_BYTES = 8L << 20;
  private static final int PAGE_BYTES = 256 << 10;

  private final Path file;
  private final Path part;
  private final ParquetRow row;
  private final ParquetWriter<ParquetRow> writer;
  private long rows;
  private boolean finished;

  /**
   * Creates a file in a folder.
   *
   * @param notes for the file's metadata
   */
  ParquetFile(Path folder, String table, List<ParquetColumn> columns, Map<String, String> notes)
      throws IOException {
    file = folder.resolve(table + SUFFIX);
    part = WholeFile.draftOf(file);
    row = new ParquetRow(columns);
    writer =
        new Builder(new LocalOutputFile(part), new RowSupport(table, columns, notes))
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriterVersion(WriterVersion.PARQUET_2_0)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withPageSize(PAGE_BYTES)
            .build();
  }

  /** The row that comes next; {@link #endRow} writes it. */
  ParquetRow row() {
    return row;
  }

  void endRow() throws IOException {
    writer.write(row);
    rows++;
  }

  long rows() {
    return rows;
  }

  Path file() {
    return file;
  }

  /** The file is whole: gives it its name. */
  void finish() throws IOException {
    finished = true;
    writer.close();
    Files.move(part, file);
  }

  /** Takes away what was not finished. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      writer.close();
      Files.deleteIfExists(part);
    }
  }

  private static final class Builder extends ParquetWriter.Builder<ParquetRow, Builder> {
    private final RowSupport support;

    Builder(OutputFile out, RowSupport support) {
      super(out);
      this.support = support;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Must be there; the other one is asked. */
    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<ParquetRow> getWriteSupport(Configuration configuration) {
      return support;
    }

    @Override
    protected WriteSupport<ParquetRow> getWriteSupport(ParquetConfiguration configuration) {
      return support;
    }
  }
}
