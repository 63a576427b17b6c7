package org.tcmureclaim.linux.memory;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.KernelFile;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Reads {@code meminfo}, {@code vmstat} and {@code pressure/io} below a procfs root (proc(5),
 * Documentation/accounting/psi.rst). Opens and allocates with each reading: it is for the
 * recorder's thread, never for that of the decision.
 */
public final class MemoryDetailSensor {
  private static final long KIBIBYTE = 1024;
  private static final int MOST_BYTES = 1 << 20;

  private final Path meminfo;
  private final Path vmstat;
  private final Path pressure;

  public MemoryDetailSensor(Path procRoot) {
    this.meminfo = procRoot.resolve("meminfo");
    this.vmstat = procRoot.resolve("vmstat");
    this.pressure = procRoot.resolve("pressure/io");
  }

  /**
   * Reads the figures as they are now.
   *
   * @throws HostException if a file is there and cannot be read or understood
   */
  public MemoryDetail read() {
    return parse(
        counters(meminfo, lines(meminfo)),
        counters(vmstat, lines(vmstat)),
        someTotal(pressure, lines(pressure)));
  }

  static MemoryDetail parse(
      Map<String, Long> memory, Map<String, Long> statistics, OptionalLong ioSomeMicros) {
    return new MemoryDetail(
        ioSomeMicros,
        kibibytes(sum(memory, "Active(file)", "Inactive(file)")),
        kibibytes(sum(memory, "AnonPages")),
        kibibytes(sum(memory, "SUnreclaim")),
        swapUsed(memory),
        sum(statistics, "pgscan_direct"),
        sum(statistics, "pgsteal_direct"),
        sumOfAll(statistics, "allocstall"),
        sumOfAll(statistics, "workingset_refault"));
  }

  /** Lines of a name, perhaps a colon, and a number. */
  static Map<String, Long> counters(Path file, List<String> lines) {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).strip().split("[: ]+", -1);
      if (words.length < 2 || !words[1].matches("[0-9]{1,18}")) {
        throw new HostException(
            file + ":" + (i + 1) + ": expected a name and a number, got '" + lines.get(i) + "'");
      }
      counters.put(words[0], Long.parseLong(words[1]));
    }
    return counters;
  }

  /** The counter at the end of {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0}. */
  static OptionalLong someTotal(Path file, List<String> lines) {
    if (lines.isEmpty()) {
      return OptionalLong.empty();
    }
    String some = lines.get(0);
    int at = some.lastIndexOf(" total=");
    if (at < 0 || !some.startsWith("some ") || !some.substring(at + 7).matches("[0-9]{1,18}")) {
      throw new HostException(file + ":1: expected a PSI 'some' line, got '" + some + "'");
    }
    return OptionalLong.of(Long.parseLong(some.substring(at + 7)));
  }

  private static List<String> lines(Path file) {
    try {
      return KernelFile.text(KernelPath.of(file), MOST_BYTES).lines().toList();
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENOENT) {
        return List.of();
      }
      throw new HostException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static OptionalLong sum(Map<String, Long> counters, String... names) {
    long total = 0;
    for (String name : names) {
      Long value = counters.get(name);
      if (value == null) {
        return OptionalLong.empty();
      }
      total += value;
    }
    return OptionalLong.of(total);
  }

  private static OptionalLong sumOfAll(Map<String, Long> counters, String prefix) {
    return counters.entrySet().stream()
        .filter(counter -> counter.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .reduce(Long::sum);
  }

  private static OptionalLong swapUsed(Map<String, Long> memory) {
    OptionalLong total = kibibytes(sum(memory, "SwapTotal"));
    OptionalLong free = kibibytes(sum(memory, "SwapFree"));
    return total.isPresent() && free.isPresent()
        ? OptionalLong.of(total.getAsLong() - free.getAsLong())
        : OptionalLong.empty();
  }

  private static OptionalLong kibibytes(OptionalLong kibibytes) {
    return kibibytes.isPresent()
        ? OptionalLong.of(kibibytes.getAsLong() * KIBIBYTE)
        : OptionalLong.empty();
  }
}
