package org.tcmureclaim.replay.parquet;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** How Parquet's writer takes a row. */
final class RowSupport extends WriteSupport<ParquetRow> {
  private final MessageType schema;
  private final Map<String, String> notes;
  private @Nullable RecordConsumer consumer;

  RowSupport(String table, List<ParquetColumn> columns, Map<String, String> notes) {
    this.schema = new MessageType(table, columns.stream().<Type>map(ParquetColumn::type).toList());
    this.notes = notes;
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(schema, notes);
  }

  /** Must be there; the other one is asked. */
  @Override
  @SuppressWarnings("deprecation")
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, notes);
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(ParquetRow row) {
    if (consumer == null) {
      throw new IllegalStateException("not prepared");
    }
    row.drainTo(consumer);
  }
}
