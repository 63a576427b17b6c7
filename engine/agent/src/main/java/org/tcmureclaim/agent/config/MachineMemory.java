package org.tcmureclaim.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of the machine that a command runs on. */
public final class MachineMemory {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal: +([0-9]{1,15}) kB$");

  private MachineMemory() {}

  /** In bytes; empty where the kernel does not say. */
  public static OptionalLong bytes() {
    try {
      return bytes(Files.readString(MEMINFO));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** What the text of {@code /proc/meminfo} says. */
  static OptionalLong bytes(String meminfo) {
    Matcher total = TOTAL.matcher(meminfo);
    return total.find()
        ? OptionalLong.of(Long.parseLong(total.group(1)) * 1024)
        : OptionalLong.empty();
  }
}
