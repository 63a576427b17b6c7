package org.tcmureclaim.recording.bundle;

/**
 * When a block and when a segment is full.
 *
 * @param blockNanos a block has the ticks of so long: what a crash may cost
 * @param segmentNanos a segment has the ticks of so long
 * @param segmentBytes or so many bytes
 */
public record SegmentLimits(long blockNanos, long segmentNanos, long segmentBytes) {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** For a recording that goes on and on, of which the oldest segments are dropped. */
  public static SegmentLimits ofEndless(long totalBytes) {
    return new SegmentLimits(10 * SECOND_NANOS, 600 * SECOND_NANOS, totalBytes / 16);
  }

  /** For a recording that is made once: one segment, and larger blocks. */
  public static SegmentLimits single() {
    return new SegmentLimits(60 * SECOND_NANOS, Long.MAX_VALUE, Long.MAX_VALUE);
  }
}
