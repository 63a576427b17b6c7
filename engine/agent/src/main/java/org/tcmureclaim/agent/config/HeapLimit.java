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

  private static final Path CGROUPS = Path.of("/proc/self/cgroup");
  private static final Path CGROUP_ROOT = Path.of("/sys/fs/cgroup");
  private static final Pattern UNIFIED = Pattern.compile("(?m)^0::(/.*)$");
  private static final long MEBIBYTE = 1 << 20;
  private static final long BESIDES_HEAP_MEBIBYTES = 96;

  /** That of this process on this machine. */
  public static HeapLimit ofMachine() {
    Matcher cgroup = UNIFIED.matcher(text(CGROUPS));
    String most =
        cgroup.find() ? text(CGROUP_ROOT.resolve("." + cgroup.group(1) + "/memory.max")) : "";
    return of(MachineMemory.bytes(), most);
  }

  /**
   * One for such files.
   *
   * @param memory {@code /proc/meminfo}
   * @param cgroupMost {@code memory.max}; empty where there is none
   */
  static HeapLimit of(String memory, String cgroupMost) {
    return of(MachineMemory.bytes(memory), cgroupMost);
  }

  private static HeapLimit of(OptionalLong memoryBytes, String cgroupMost) {
    OptionalLong most = number(cgroupMost.strip());
    long ofHost =
        memoryBytes.isPresent() ? of(memoryBytes.getAsLong()).mebibytes() : Long.MAX_VALUE;
    long ofCgroup =
        most.isPresent() ? most.getAsLong() / MEBIBYTE - BESIDES_HEAP_MEBIBYTES : Long.MAX_VALUE;
    return new HeapLimit(Math.max(0, Math.min(ofHost, ofCgroup)));
  }

  /** That of a host with so much memory. */
  public static HeapLimit of(long memoryBytes) {
    return new HeapLimit(memoryBytes / MEBIBYTE / 2);
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
