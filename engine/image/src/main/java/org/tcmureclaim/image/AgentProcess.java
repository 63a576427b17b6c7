package org.tcmureclaim.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One process for good: another that gets the same number later began at another time.
 *
 * @param pid its number
 * @param startTicks when it began: field 22 of {@code /proc/PID/stat}, in clock ticks since boot
 */
record AgentProcess(long pid, long startTicks) {
  private static final int FIELDS_BEFORE_START = 19;
  private static final AgentProcess CURRENT = of(ProcessHandle.current().pid());

  /** This process. */
  static AgentProcess current() {
    return CURRENT;
  }

  private static AgentProcess of(long pid) {
    return new AgentProcess(pid, startTicks(pid));
  }

  /** Whether it still runs, as far as this process may see. */
  boolean isAlive() {
    return equals(CURRENT) || startTicks(pid) == startTicks;
  }

  /** -1 where there is no such process. A name may hold anything, so fields count from its end. */
  private static long startTicks(long pid) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(afterName[FIELDS_BEFORE_START]);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
