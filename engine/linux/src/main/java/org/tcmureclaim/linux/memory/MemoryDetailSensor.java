package org.tcmureclaim.linux.memory;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.text.KernelText;
import org.tcmureclaim.linux.text.ProcFile;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Reads {@code meminfo}, {@code vmstat} and {@code pressure/io} below a procfs root (proc(5),
 * Documentation/accounting/psi.rst). They stay open, and only the lines that are wanted are
 * understood: the recorder reads them in every tick, most often while memory is short. A file that
 * this kernel does not have tells nothing. Not thread-safe.
 */
public final class MemoryDetailSensor implements AutoCloseable {
  private static final long ABSENT = -1;
  private static final int MEMINFO_BYTES = 16 << 10;
  private static final int VMSTAT_BYTES = 64 << 10;
  private static final int PRESSURE_BYTES = 512;
  private static final byte[] ACTIVE_FILE = KernelText.key("Active(file):");
  private static final byte[] INACTIVE_FILE = KernelText.key("Inactive(file):");
  private static final byte[] ANON_PAGES = KernelText.key("AnonPages:");
  private static final byte[] SLAB_UNRECLAIMABLE = KernelText.key("SUnreclaim:");
  private static final byte[] SWAP_TOTAL = KernelText.key("SwapTotal:");
  private static final byte[] SWAP_FREE = KernelText.key("SwapFree:");
  private static final byte[] DIRECT_SCANS = KernelText.key("pgscan_direct ");
  private static final byte[] DIRECT_STEALS = KernelText.key("pgsteal_direct ");
  private static final byte[] ALLOCATION_STALLS = KernelText.key("allocstall");
  private static final byte[] REFAULTS = KernelText.key("workingset_refault");
  private static final byte[] SOME = KernelText.key("some ");
  private static final byte[] TOTAL = KernelText.key("total=");

  private final Path procRoot;
  private boolean opened;
  private @Nullable ProcFile meminfo;
  private @Nullable ProcFile vmstat;
  private @Nullable ProcFile pressure;

  /** Opens nothing yet: what is wrong with a file is told by {@link #read}. */
  public MemoryDetailSensor(Path procRoot) {
    this.procRoot = procRoot;
  }

  private static @Nullable ProcFile open(Path path, int capacityBytes) {
    try {
      return ProcFile.open(path, capacityBytes);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw unreadable(e);
    }
  }

  /**
   * Reads the figures as they are now.
   *
   * @throws HostException if a file is there and cannot be opened, read or understood
   */
  public MemoryDetail read() {
    if (!opened) {
      meminfo = open(procRoot.resolve("meminfo"), MEMINFO_BYTES);
      vmstat = open(procRoot.resolve("vmstat"), VMSTAT_BYTES);
      pressure = open(procRoot.resolve("pressure/io"), PRESSURE_BYTES);
      opened = true;
    }
    return parse(text(meminfo), text(vmstat), text(pressure));
  }

  private static @Nullable KernelText text(@Nullable ProcFile file) {
    try {
      return file == null ? null : file.readToEnd();
    } catch (SystemCallException e) {
      throw unreadable(e);
    }
  }

  private static HostException unreadable(SystemCallException e) {
    return new HostException("memory cannot be seen in detail: " + e.getMessage(), e);
  }

  static MemoryDetail parse(
      @Nullable KernelText memory, @Nullable KernelText statistics, @Nullable KernelText io) {
    return new MemoryDetail(
        io == null ? OptionalLong.empty() : OptionalLong.of(io.decimalAfter(SOME, TOTAL)),
        sum(bytes(memory, ACTIVE_FILE), bytes(memory, INACTIVE_FILE)),
        bytes(memory, ANON_PAGES),
        bytes(memory, SLAB_UNRECLAIMABLE),
        difference(bytes(memory, SWAP_TOTAL), bytes(memory, SWAP_FREE)),
        counter(statistics, DIRECT_SCANS),
        counter(statistics, DIRECT_STEALS),
        counters(statistics, ALLOCATION_STALLS),
        counters(statistics, REFAULTS));
  }

  private static OptionalLong bytes(@Nullable KernelText memory, byte[] lineStart) {
    OptionalLong kibibytes = counter(memory, lineStart);
    return kibibytes.isEmpty() ? kibibytes : OptionalLong.of(kibibytes.getAsLong() << 10);
  }

  private static OptionalLong counter(@Nullable KernelText text, byte[] lineStart) {
    return text == null ? OptionalLong.empty() : known(text.decimalAfterOr(lineStart, ABSENT));
  }

  private static OptionalLong counters(@Nullable KernelText text, byte[] lineStart) {
    return text == null ? OptionalLong.empty() : known(text.sumOfLinesOr(lineStart, ABSENT));
  }

  private static OptionalLong known(long value) {
    return value == ABSENT ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isEmpty() || other.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(one.getAsLong() + other.getAsLong());
  }

  private static OptionalLong difference(OptionalLong whole, OptionalLong part) {
    return whole.isEmpty() || part.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(whole.getAsLong() - part.getAsLong());
  }

  @Override
  public void close() {
    for (ProcFile file : new ProcFile[] {meminfo, vmstat, pressure}) {
      if (file != null) {
        file.close();
      }
    }
  }
}
