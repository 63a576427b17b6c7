package org.tcmureclaim.replay.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process costs, from {@code /proc/PID} (proc(5)).
 *
 * @param name agent or server
 * @param peakBytes the most that it ever had resident
 * @param lockedBytes of these that cannot be swapped out; a simulated host locks none
 * @param jars on its class path
 */
record ProcessCost(
    String name, long residentBytes, long peakBytes, long lockedBytes, long threads, long jars) {

  static ProcessCost of(String name, ProcessHandle process) throws IOException {
    Path folder = Path.of("/proc", process.pid() + "");
    List<String> status = Files.readAllLines(folder.resolve("status"));
    return new ProcessCost(
        name,
        1024 * number(status, "VmRSS:"),
        1024 * number(status, "VmHWM:"),
        1024 * number(status, "VmLck:"),
        number(status, "Threads:"),
        jars(Files.readString(folder.resolve("cmdline")).split("\0")));
  }

  private static long number(List<String> status, String key) throws IOException {
    for (String line : status) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("the process has ended");
  }

  static long jars(String... command) {
    for (int i = 0; i + 1 < command.length; i++) {
      if (command[i].equals("-cp")) {
        long jars = 0;
        for (String place : command[i + 1].split(":", -1)) {
          jars += jarsOf(place);
        }
        return jars;
      }
    }
    return 0;
  }

  private static long jarsOf(String place) {
    if (!place.endsWith("/*")) {
      return place.endsWith(".jar") ? 1 : 0;
    }
    String[] names =
        Path.of(place.substring(0, place.length() - 2))
            .toFile()
            .list((folder, name) -> name.endsWith(".jar"));
    return names == null ? 0 : names.length;
  }
}
