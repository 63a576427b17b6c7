package org.tcmureclaim.simulation.memory;

/**
 * The memory of the host and of those who use it beside the data areas.
 *
 * @param totalBytes memory of the host
 * @param reservedBytes kernel and programs that never give anything back
 * @param pageCacheBytes page cache that is worth keeping; it is available, but not free
 * @param calmBytes what the other users hold between their peaks
 * @param peakBytes what the other users hold at a peak, give or take a twentieth
 */
public record MemorySettings(
    long totalBytes, long reservedBytes, long pageCacheBytes, long calmBytes, long peakBytes) {
  private static final long MIB = 1L << 20;

  public MemorySettings {
    if (reservedBytes < 0 || pageCacheBytes < 0 || calmBytes < 0) {
      throw new IllegalArgumentException("no memory can be used less than not at all");
    }
    if (peakBytes < calmBytes) {
      throw new IllegalArgumentException(
          "peakBytes (" + peakBytes + ") must be at least calmBytes (" + calmBytes + ")");
    }
    if (totalBytes <= reservedBytes + peakBytes) {
      throw new IllegalArgumentException(
          "totalBytes (" + totalBytes + ") must exceed reservedBytes + peakBytes");
    }
  }

  /**
   * 8 GiB: room enough for the data areas of the default customers in calm times, and too little
   * for their tails at a peak.
   */
  public static MemorySettings defaults() {
    return new MemorySettings(8192 * MIB, 900 * MIB, 700 * MIB, 4300 * MIB, 5200 * MIB);
  }

  /** All of it times {@code factor} / {@code divisor}. */
  public MemorySettings scaled(long factor, long divisor) {
    return new MemorySettings(
        totalBytes * factor / divisor,
        reservedBytes * factor / divisor,
        pageCacheBytes * factor / divisor,
        calmBytes * factor / divisor,
        peakBytes * factor / divisor);
  }
}
