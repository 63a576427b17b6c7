package org.tcmureclaim.agent.config;

import static org.tcmureclaim.configuration.rules.Durations.millis;
import static org.tcmureclaim.configuration.rules.Durations.seconds;

import java.nio.file.Path;
import org.tcmureclaim.configuration.Section;

/**
 * How data areas are truncated on an unpatched kernel: by lowering {@code global_max_data_area_mb}
 * for a moment.
 *
 * @param lease the file that remembers the limit to restore, should the agent die meanwhile
 * @param deadlineNanos how long the limit may stay lowered
 * @param lowerToBytes the limit meanwhile; whole MiB
 */
public record StockConfig(Path lease, long deadlineNanos, long lowerToBytes) {
  private static final long MEBIBYTE = 1 << 20;

  static StockConfig bind(Section section) {
    long lowerToBytes = section.sizeBytes("lower_to", MEBIBYTE, MEBIBYTE << 20, MEBIBYTE);
    if (lowerToBytes % MEBIBYTE != 0) {
      section.refuse("lower_to", "must be a whole number of MiB, as the kernel counts");
    }
    return new StockConfig(
        section.path("lease", Path.of("/run/tcmu-reclaim/stock.lease")),
        section.durationNanos("deadline", millis(100), seconds(60), seconds(5)),
        lowerToBytes);
  }
}
