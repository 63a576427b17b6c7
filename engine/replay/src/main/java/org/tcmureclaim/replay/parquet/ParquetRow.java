package org.tcmureclaim.replay.parquet;

import java.util.Arrays;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** The fields of one row, taken from left to right. Reused from row to row. */
final class ParquetRow {
  private final List<ParquetColumn> columns;
  private final long[] numbers;
  private final @Nullable Binary[] texts;
  private final boolean[] filled;
  private int next;

  ParquetRow(List<ParquetColumn> columns) {
    this.columns = columns;
    this.numbers = new long[columns.size()];
    this.texts = new Binary[columns.size()];
    this.filled = new boolean[columns.size()];
  }

  ParquetRow number(long value) {
    numbers[next] = value;
    filled[next++] = true;
    return this;
  }

  /** A text; an empty one leaves the field empty. */
  ParquetRow text(String value) {
    return value.isEmpty() ? empty() : text(Binary.fromString(value));
  }

  ParquetRow text(Binary value) {
    texts[next] = value;
    filled[next++] = true;
    return this;
  }

  ParquetRow empty() {
    next++;
    return this;
  }

  /** Hands the row over, and begins the next one. */
  void drainTo(RecordConsumer consumer) {
    if (next != columns.size()) {
      throw new IllegalStateException(next + " fields of " + columns.size() + " columns");
    }
    consumer.startMessage();
    for (int column = 0; column < next; column++) {
      if (filled[column]) {
        field(consumer, column);
      }
    }
    consumer.endMessage();
    Arrays.fill(filled, false);
    next = 0;
  }

  private void field(RecordConsumer consumer, int column) {
    String name = columns.get(column).name();
    Binary text = texts[column];
    consumer.startField(name, column);
    if (columns.get(column).isText() && text != null) {
      consumer.addBinary(text);
    } else {
      consumer.addLong(numbers[column]);
    }
    consumer.endField(name, column);
  }
}
