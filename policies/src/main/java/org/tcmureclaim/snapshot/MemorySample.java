package org.tcmureclaim.snapshot;

/**
 * The host's memory at one moment, from {@code /proc/meminfo} (proc(5)). Reused from tick to tick.
 * Pages of data areas are in none of these figures' idea of what can be had back.
 */
public final class MemorySample {
  private long totalBytes;
  private long availableBytes;
  private long freeBytes;
  private long swapFreeBytes;
  private long sampledAtNanos;

  /** {@code MemTotal}. */
  public long totalBytes() {
    return totalBytes;
  }

  /** {@code MemAvailable}: what new programs could have without swapping. */
  public long availableBytes() {
    return availableBytes;
  }

  /** {@code MemFree}. */
  public long freeBytes() {
    return freeBytes;
  }

  /** {@code SwapFree}; 0 where there is no swap. */
  public long swapFreeBytes() {
    return swapFreeBytes;
  }

  public long sampledAtNanos() {
    return sampledAtNanos;
  }

  public void update(
      long totalBytes, long availableBytes, long freeBytes, long swapFreeBytes, long nowNanos) {
    this.totalBytes = totalBytes;
    this.availableBytes = availableBytes;
    this.freeBytes = freeBytes;
    this.swapFreeBytes = swapFreeBytes;
    this.sampledAtNanos = nowNanos;
  }

  /** Takes another sample's figures over. */
  void copyFrom(MemorySample from) {
    totalBytes = from.totalBytes;
    availableBytes = from.availableBytes;
    freeBytes = from.freeBytes;
    swapFreeBytes = from.swapFreeBytes;
    sampledAtNanos = from.sampledAtNanos;
  }
}
