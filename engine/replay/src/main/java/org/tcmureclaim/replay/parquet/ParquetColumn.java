package org.tcmureclaim.replay.parquet;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A column: whole numbers of 64 bits, or text. Fields may be empty.
 *
 * @param name with its unit
 */
record ParquetColumn(String name, boolean isText) {
  static ParquetColumn number(String name) {
    return new ParquetColumn(name, false);
  }

  static ParquetColumn text(String name) {
    return new ParquetColumn(name, true);
  }

  Type type() {
    return isText
        ? Types.optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(name)
        : Types.optional(PrimitiveTypeName.INT64).named(name);
  }
}
