package org.tcmureclaim.agent.loop;

import org.jspecify.annotations.Nullable;

/**
 * What a shadow may use in one tick.
 *
 * @param cpuNanos processor time
 * @param allocatedBytes memory that it allocates, whether it keeps it or not
 */
public record ShadowBounds(long cpuNanos, long allocatedBytes) {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long USUAL_CPU_NANOS = 2_000L * NANOS_PER_MILLI;
  private static final long MEBIBYTE = 1L << 20;

  /** For a JVM with this much heap: two seconds, and a quarter of it. */
  public static ShadowBounds of(long heapBytes) {
    return new ShadowBounds(USUAL_CPU_NANOS, heapBytes / 4);
  }

  /** Which of them is broken, for an operator; null where none is. */
  @Nullable String broken(long usedNanos, long usedBytes) {
    if (usedNanos > cpuNanos) {
      return "a tick of it took more than " + cpuNanos / NANOS_PER_MILLI + " ms of processor time";
    }
    return usedBytes > allocatedBytes
        ? "a tick of it allocated more than " + allocatedBytes / MEBIBYTE + " MiB"
        : null;
  }
}
