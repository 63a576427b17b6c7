package org.tcmureclaim.agent.config;

import static org.tcmureclaim.configuration.rules.Durations.hours;

import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.configuration.Section;

/**
 * Where the flight recorder keeps what was sensed and decided, and for how long.
 *
 * @param enabled whether it records at all
 * @param folder empty where the host's default counts: {@link #DEFAULT_FOLDER} on a real one,
 *     nothing on a simulated one
 * @param maxBytes the most that all its files take
 * @param maxAgeNanos what is older than this is dropped, a segment at a time
 */
public record RecordingConfig(
    boolean enabled, Optional<Path> folder, long maxBytes, long maxAgeNanos) {
  public static final Path DEFAULT_FOLDER = Path.of("/var/lib/tcmu-reclaim/recording");
  private static final long MEBIBYTE = 1 << 20;

  static RecordingConfig bind(Section section) {
    boolean given = section.has("directory");
    Path folder = section.path("directory", DEFAULT_FOLDER);
    return new RecordingConfig(
        section.flag("enabled", true),
        given ? Optional.of(folder) : Optional.empty(),
        section.sizeBytes("max_size", 4 * MEBIBYTE, MEBIBYTE << 20, 256 * MEBIBYTE),
        section.durationNanos("max_age", hours(1), hours(24 * 366), hours(48)));
  }
}
