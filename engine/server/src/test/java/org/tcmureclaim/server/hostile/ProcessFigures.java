package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

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

  ProcessFigures most(ProcessFigures other) {
    return new ProcessFigures(
        Math.max(descriptors, other.descriptors), Math.max(residentBytes, other.residentBytes));
  }

  static long processorNanos(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
