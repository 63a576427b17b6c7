package org.tcmureclaim.replay.trace;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.pressure.HostReading;
import org.tcmureclaim.replay.text.ColumnMap;

/**
 * Files of what one host went through, which are joined by time.
 *
 * @param zone of times that name none; null for UTC
 * @param columns which column is what; null where the files say so
 */
public record HostFiles(List<Path> files, @Nullable ZoneId zone, @Nullable ColumnMap columns) {
  public HostFiles {
    files = List.copyOf(files);
  }

  /** Files that say themselves what they are. */
  public static HostFiles of(List<Path> files) {
    return new HostFiles(files, null, null);
  }

  HostReading reading(TraceOptions options) {
    return new HostReading(zone, columns, options.mostBadLines(), options.notices());
  }
}
