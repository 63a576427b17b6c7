package org.tcmureclaim.command.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this process may do: its user, capabilities(7) and limits, from {@code /proc/self}. */
final class ProcessRights {
  private static final int CAP_IPC_LOCK = 14;
  private static final int CAP_SYS_RESOURCE = 24;

  private final Path self;

  ProcessRights(Path proc) {
    self = proc.resolve("self");
  }

  List<Finding> findings() {
    try {
      String status = Files.readString(self.resolve("status"));
      String limits = Files.readString(self.resolve("limits"));
      long capabilities =
          match(status, "(?m)^CapEff:\\s*([0-9a-f]{1,16})$")
              .map(text -> Long.parseUnsignedLong(text, 16))
              .orElse(0L);
      return List.of(user(status), resources(capabilities), locking(capabilities, limits));
    } catch (IOException e) {
      return List.of(Finding.warn("rights", self + " cannot be read: " + e, "mount /proc"));
    }
  }

  private static Finding user(String status) {
    boolean root = match(status, "(?m)^Uid:\\s*\\d+\\s+(\\d+)").filter("0"::equals).isPresent();
    return root
        ? Finding.ok("user", "root")
        : Finding.fail("user", "not root", "the agent reads other processes' smaps: run as root");
  }

  private static Finding resources(long capabilities) {
    return has(capabilities, CAP_SYS_RESOURCE)
        ? Finding.ok("PSI windows", "any (CAP_SYS_RESOURCE)")
        : Finding.warn(
            "PSI windows",
            "multiples of 2 s only",
            "give it CAP_SYS_RESOURCE (AmbientCapabilities= in the unit)");
  }

  private static Finding locking(long capabilities, String limits) {
    String limit =
        match(limits, "(?m)^Max locked memory\\s+([0-9]+|unlimited)\\b").orElse("unknown");
    return has(capabilities, CAP_IPC_LOCK) || limit.equals("unlimited")
        ? Finding.ok("memory lock", "allowed")
        : Finding.warn(
            "memory lock",
            "at most " + limit + " bytes",
            "give it CAP_IPC_LOCK, or LimitMEMLOCK=infinity in the unit");
  }

  private static boolean has(long capabilities, int capability) {
    return (capabilities >>> capability & 1) == 1;
  }

  private static Optional<String> match(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
