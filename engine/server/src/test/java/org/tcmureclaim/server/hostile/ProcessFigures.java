package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/** What a process costs, from {@code /proc/PID} (proc(5)). */
record ProcessFigures(long descriptors, long residentBytes) {
  static final ProcessFigures NONE = new ProcessFigures(0, 0);

  static ProcessFigures of(ProcessHandle process) {
    Path folder = Path.of("/proc", process.pid() + "");
    String[] open = folder.resolve("fd").toFile().list();
    return new ProcessFigures(open == null ? 0 : open.length, residentBytes(folder));
  }

  /** 0 of one that has ended. */
  private static long residentBytes(Path folder) {
    try {
      for (String line : Files.readAllLines(folder.resolve("status"))) {
        if (line.startsWith("VmRSS:")) {
          return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * How often the thread that decides has waited for anything since it began: for its next tick,
   * and for whatever else there is (proc(5), {@code voluntary_ctxt_switches}). A machine that is
   * slow makes a wait longer, and none more. It is the one that runs {@code main}: the second.
   */
  static long waitsOfDecider(ProcessHandle agent) throws IOException {
    Path tasks = Path.of("/proc", agent.pid() + "", "task");
    String[] threads = Objects.requireNonNullElse(tasks.toFile().list(), new String[0]);
    long second =
        Arrays.stream(threads)
            .mapToLong(Long::parseLong)
            .filter(thread -> thread != agent.pid())
            .min()
            .orElseThrow(() -> new IOException("it has ended"));
    for (String line : Files.readAllLines(tasks.resolve(second + "").resolve("status"))) {
      if (line.startsWith("voluntary_ctxt_switches:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("no voluntary_ctxt_switches");
  }

  ProcessFigures most(ProcessFigures other) {
    return new ProcessFigures(
        Math.max(descriptors, other.descriptors), Math.max(residentBytes, other.residentBytes));
  }

  static long processorNanos(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
