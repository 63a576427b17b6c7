package org.tcmureclaim.agent.config;

import static org.tcmureclaim.configuration.rules.Durations.hours;

import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.configuration.Section;

/**
 * Where decisions are kept on disk, and for how long.
 *
 * @param folder empty where the host's default counts: {@link #DEFAULT_FOLDER} on a real one, one
 *     that is removed at its end on a simulated one
 * @param maxBytes the most that all its files take
 * @param maxAgeNanos decisions older than this are dropped, a file at a time
 */
public record LedgerConfig(Optional<Path> folder, long maxBytes, long maxAgeNanos) {
  public static final Path DEFAULT_FOLDER = Path.of("/var/lib/tcmu-reclaim/decisions");
  private static final long MEBIBYTE = 1 << 20;

  static LedgerConfig bind(Section section) {
    boolean given = section.has("directory");
    Path folder = section.path("directory", DEFAULT_FOLDER);
    return new LedgerConfig(
        given ? Optional.of(folder) : Optional.empty(),
        section.sizeBytes("max_size", MEBIBYTE, MEBIBYTE << 20, 64 * MEBIBYTE),
        section.durationNanos("max_age", hours(1), hours(24 * 366), hours(24 * 14)));
  }
}
