package org.tcmureclaim.linux.watch;

import java.util.List;
import org.tcmureclaim.snapshot.DeviceKey;

/** Makes readings without a machine. */
public final class ReadingsFixture {

  private ReadingsFixture() {}

  /** The figures of one device. */
  public record Row(String path, long residentPages, long commands, int flags) {

    /** A device that is served. */
    public static Row of(String path, long residentPages) {
      return new Row(path, residentPages, 10, 0);
    }

    public DeviceKey key() {
      return new DeviceKey(path, 1);
    }
  }

  /** Fills readings with rows that are in key order. */
  public static void fill(Readings into, List<Row> rows) {
    into.begin(1, 1);
    for (Row row : rows) {
      into.add(row.key(), row.residentPages(), row.commands(), row.flags());
    }
  }
}
