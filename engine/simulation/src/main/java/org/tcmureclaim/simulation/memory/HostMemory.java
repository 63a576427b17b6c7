package org.tcmureclaim.simulation.memory;

/**
 * What is left of the memory. Pages of data areas are as good as gone for the kernel's estimate:
 * {@code MemAvailable} counts neither them nor their tails (proc(5), {@code si_mem_available}).
 */
public final class HostMemory {
  private final MemorySettings settings;
  private long availableBytes;

  public HostMemory(MemorySettings settings) {
    this.settings = settings;
    update(settings.calmBytes(), 0);
  }

  public void update(long otherUsersBytes, long dataAreaBytes) {
    long usedBytes = settings.reservedBytes() + otherUsersBytes + dataAreaBytes;
    availableBytes = Math.max(0, settings.totalBytes() - usedBytes);
  }

  public long totalBytes() {
    return settings.totalBytes();
  }

  /** {@code MemAvailable}; never below zero: whoever wants more then has to wait. */
  public long availableBytes() {
    return availableBytes;
  }

  /**
   * {@code MemFree}: what is available without the page cache. The cache shrinks to nothing when
   * memory gets short, and never leaves more than half of what is available free.
   */
  public long freeBytes() {
    return Math.max(availableBytes / 2, availableBytes - settings.pageCacheBytes());
  }
}
