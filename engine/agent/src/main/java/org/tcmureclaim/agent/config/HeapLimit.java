package org.tcmureclaim.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much heap an agent takes at most by itself: half of the host's memory, and no more than its
 * cgroup may have with what a JVM needs besides.
 *
 * @param mebibytes of the heap
 */
public record HeapLimit(long mebibytes) {
  /** Where nobody knows the host. */
  public static final HeapLimit NONE = new HeapLimit(Long.MAX_VALUE);

  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path CGROUPS = Path.of("/proc/self/cgroup");
  private static final Path CGROUP_ROOT = Path.of("/sys/fs/cgroup");
  private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal: +([0-9]{1,15}) kB$");
  private static final Pattern UNIFIED = Pattern.compile("(?m)^0::(/.*)$");
  private static final long MEBIBYTE = 1 << 20;
  private static final long BESIDES_HEAP_MEBIBYTES = 96;

  /** That of this process on this machine. */
  public static HeapLimit ofMachine() {
    String memory = text(MEMORY);
    String cgroup = first(UNIFIED, text(CGROUPS));
    String most = cgroup.isEmpty() ? "" : text(CGROUP_ROOT.resolve("." + cgroup + "/memory.max"));
    return of(memory, most);
  }

  /**
   * One for such files.
   *
   * @param memory {@code /proc/meminfo}
   * @param cgroupMost {@code memory.max}; empty where there is none
   */
  static HeapLimit of(String memory, String cgroupMost) {
    OptionalLong total = number(first(TOTAL, memory));
    OptionalLong most = number(cgroupMost.strip());
    long ofHost = total.isPresent() ? total.getAsLong() / 1024 / 2 : Long.MAX_VALUE;
    long ofCgroup =
        most.isPresent() ? most.getAsLong() / MEBIBYTE - BESIDES_HEAP_MEBIBYTES : Long.MAX_VALUE;
    return new HeapLimit(Math.max(0, Math.min(ofHost, ofCgroup)));
  }

  /** That of a host with so much memory. */
  public static HeapLimit of(long memoryBytes) {
    return new HeapLimit(memoryBytes / MEBIBYTE / 2);
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
