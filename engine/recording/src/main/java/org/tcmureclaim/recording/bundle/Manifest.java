package org.tcmureclaim.recording.bundle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a recording is, beside its tables; {@code manifest.json}.
 *
 * @param recorder program and version that wrote it
 * @param hostKind {@code linux}, {@code simulated} or {@code imported}
 * @param mode {@code act}, {@code observe}, or {@code none} where no agent recorded it
 * @param truncator {@code shim}, {@code stock} or {@code observe}
 * @param granularity {@code device} or {@code host}: what one truncation reaches
 * @param policy that was live as the recording began, for people; the settings have all of it
 * @param monotonicNanos the host's monotonic clock at {@code t_us} 0
 * @param wallMillis the wall clock at the same moment, since 1970
 * @param tickNanos time between ticks while nothing happens
 * @param memoryBytes the host's memory
 * @param pagesPerBlock pages of a block
 * @param imported where it comes from; null where an agent recorded it
 */
public record Manifest(
    String recorder,
    String hostKind,
    String mode,
    String truncator,
    String granularity,
    String policy,
    long monotonicNanos,
    long wallMillis,
    long tickNanos,
    long memoryBytes,
    long pagesPerBlock,
    @Nullable Imported imported) {
  public static final String FILE = "manifest.json";
  public static final String FORMAT = "tcmu-reclaim recording";
  public static final long VERSION = 1;

  /** For tables whose manifest is lost: times stay relative. */
  public static final Manifest LOST =
      new Manifest("unknown", "unknown", "", "", "", "", 0, 0, 1_000_000_000L, 0, 1);

  /** Of what an agent records. */
  public Manifest(
      String recorder,
      String hostKind,
      String mode,
      String truncator,
      String granularity,
      String policy,
      long monotonicNanos,
      long wallMillis,
      long tickNanos,
      long memoryBytes,
      long pagesPerBlock) {
    this(
        recorder,
        hostKind,
        mode,
        truncator,
        granularity,
        policy,
        monotonicNanos,
        wallMillis,
        tickNanos,
        memoryBytes,
        pagesPerBlock,
        null);
  }

  /** Of ticks that were made of a file of commands. */
  public static Manifest of(String program, Imported imported, long tickNanos, long pagesPerBlock) {
    return new Manifest(
        program,
        "imported",
        "none",
        "none",
        "device",
        "none",
        0,
        0,
        tickNanos,
        0,
        pagesPerBlock,
        imported);
  }

  /** The same without the names of files. */
  Manifest unnamed() {
    return imported == null ? this : of(recorder, imported.unnamed(), tickNanos, pagesPerBlock);
  }

  /** The wall clock at a time of the host's clock. */
  public Instant wall(long nanos) {
    return Instant.ofEpochMilli(wallMillis).plusNanos(nanos - monotonicNanos);
  }
}
