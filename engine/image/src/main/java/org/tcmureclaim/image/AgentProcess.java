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
 * @param pidNamespace in which that is its number: the inode of {@code /proc/PID/ns/pid}; 0 where
 *     it is not known
 */
record AgentProcess(long pid, long startTicks, long pidNamespace) {
  /** Whether a process runs. */
  enum Life {
    RUNS,
    GONE,
    /** What this process sees of others says nothing about it. */
    UNSEEN
  }

  private static final int FIELDS_BEFORE_START = 19;
  private static final Path PROC = Path.of("/proc");
  private static final AgentProcess CURRENT = current(PROC);

  /** This process. */
  static AgentProcess current() {
    return CURRENT;
  }

  private static AgentProcess current(Path proc) {
    long pid = ProcessHandle.current().pid();
    return new AgentProcess(pid, startTicks(proc, pid), ownNamespace(proc));
  }

  /** Whether it still runs. */
  Life life() {
    return equals(CURRENT) ? Life.RUNS : life(PROC);
  }

  /**
   * The same, by what a {@code /proc} shows. It says nothing where its numbers are of another
   * namespace, as in a container, and where it hides other users' processes ({@code hidepid},
   * {@code ProtectProc}): then it hides the first process too, which is root's and always there.
   */
  Life life(Path proc) {
    if (pidNamespace == 0 || ownNamespace(proc) != pidNamespace) {
      return Life.UNSEEN;
    }
    if (startTicks(proc, pid) == startTicks) {
      return Life.RUNS;
    }
    return startTicks(proc, 1) == -1 ? Life.UNSEEN : Life.GONE;
  }

  /** -1 where there is no such process. A name may hold anything, so fields count from its end. */
  private static long startTicks(Path proc, long pid) {
    try {
      String stat =
          Files.readString(
              proc.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(afterName[FIELDS_BEFORE_START]);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  /** Such as 4026531836 of the link to {@code pid:[4026531836]}; 0 where it is not known. */
  private static long ownNamespace(Path proc) {
    try {
      String link = Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
      return Long.parseLong(link.substring(link.indexOf('[') + 1, link.lastIndexOf(']')));
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
