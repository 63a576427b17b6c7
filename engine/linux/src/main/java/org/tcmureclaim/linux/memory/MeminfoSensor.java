package org.tcmureclaim.linux.memory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.text.KernelText;
import org.tcmureclaim.linux.text.ProcFile;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.MemorySample;

/** Reads {@code /proc/meminfo} (proc(5)). */
public final class MeminfoSensor implements AutoCloseable {
  private static final int CAPACITY_BYTES = 16 << 10;
  private static final byte[] TOTAL = KernelText.key("MemTotal:");
  private static final byte[] AVAILABLE = KernelText.key("MemAvailable:");
  private static final byte[] FREE = KernelText.key("MemFree:");
  private static final byte[] SWAP_FREE = KernelText.key("SwapFree:");

  private final Path path;
  private final ProcFile file;

  /**
   * Opens the file, to be kept open.
   *
   * @throws HostException if the file cannot be opened
   */
  public MeminfoSensor(Path procRoot) {
    path = procRoot.resolve("meminfo");
    try {
      file = ProcFile.open(path, CAPACITY_BYTES);
    } catch (SystemCallException e) {
      throw new HostException("the host's memory cannot be seen: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the figures as they are now.
   *
   * @throws HostException if the file cannot be read or understood
   */
  public void read(MemorySample into, long nowNanos) {
    try {
      parse(file.read(), into, nowNanos);
    } catch (SystemCallException e) {
      throw new HostException("the host's memory cannot be seen: " + e.getMessage(), e);
    }
  }

  /**
   * What is wrong with the figures as they are now, in a sentence; null where they make sense.
   *
   * @throws HostException if the file cannot be read or understood
   */
  public @Nullable String problem() {
    MemorySample sample = new MemorySample();
    read(sample, 0);
    return sample.availableBytes() <= sample.totalBytes()
        ? null
        : path
            + ": MemAvailable ("
            + (sample.availableBytes() >> 10)
            + " kB) is above MemTotal ("
            + (sample.totalBytes() >> 10)
            + " kB), so memory never counts as short; it is not the kernel's own: see"
            + " linux.roots.proc in docs/containers.md";
  }

  static void parse(KernelText text, MemorySample into, long nowNanos) {
    into.update(
        text.decimalAfter(TOTAL) << 10,
        text.decimalAfter(AVAILABLE) << 10,
        text.decimalAfter(FREE) << 10,
        text.decimalAfter(SWAP_FREE) << 10,
        nowNanos);
  }

  @Override
  public void close() {
    file.close();
  }
}
