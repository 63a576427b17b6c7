package org.tcmureclaim.agent.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at what an agent needs of a Linux host; touches nothing. */
public final class HostCheck {
  private static final List<String> SHIM_SERIES = List.of("6.1.", "6.12.");

  private final Path proc;
  private final Path sys;
  private final Path configfs;
  private final Path dev;

  /**
   * A look at the file systems that are mounted here.
   *
   * @param proc {@code /proc}
   * @param sys {@code /sys}
   * @param configfs {@code /sys/kernel/config}
   * @param dev {@code /dev}
   */
  public HostCheck(Path proc, Path sys, Path configfs, Path dev) {
    this.proc = proc;
    this.sys = sys;
    this.configfs = configfs;
    this.dev = dev;
  }

  /** Everything, in the order in which an agent would miss it. */
  public List<Finding> findings() {
    ProcessRights rights = new ProcessRights(proc);
    return Stream.of(
            Stream.of(kernel(), pressure(), module(), target(), limit(), shim()),
            rights.findings().stream(),
            Stream.of(devices()))
        .flatMap(part -> part)
        .toList();
  }

  private Finding kernel() {
    try {
      String release = Files.readString(proc.resolve("sys/kernel/osrelease")).strip();
      return SHIM_SERIES.stream().anyMatch(release::startsWith)
          ? Finding.ok("kernel", release + "; the shim can be built for it")
          : Finding.warn(
              "kernel",
              release + "; the shim has no patch for this series",
              "all LUNs are truncated at once (truncator stock); single ones need 6.1 or 6.12");
    } catch (IOException e) {
      return Finding.fail("kernel", "unknown: " + e, "mount /proc");
    }
  }

  private Finding pressure() {
    Path file = proc.resolve("pressure/memory");
    try {
      String text = Files.readString(file);
      return text.startsWith("some ")
          ? Finding.ok("PSI", file + " is there")
          : Finding.fail("PSI", file + " is malformed", "report it, with its content");
    } catch (NoSuchFileException e) {
      return Finding.fail(
          "PSI", file + " is not there", "boot with psi=1, or build a kernel with CONFIG_PSI=y");
    } catch (IOException e) {
      return Finding.fail("PSI", file + " cannot be read: " + e, "boot with psi=1; run as root");
    }
  }

  private Finding module() {
    Path module = sys.resolve("module/target_core_user");
    return Files.isDirectory(module)
        ? Finding.ok("module", "target_core_user is loaded")
        : Finding.fail("module", module + " is not there", "modprobe target_core_user");
  }

  private Finding target() {
    Path target = configfs.resolve("target");
    if (!Files.isDirectory(target)) {
      return Finding.fail(
          "configfs",
          target + " is not there",
          "mount -t configfs configfs " + configfs + " and modprobe target_core_mod");
    }
    return Files.isReadable(target)
        ? Finding.ok("configfs", target + " can be read")
        : Finding.fail("configfs", target + ": permission denied", "run as root");
  }

  private Finding limit() {
    Path limit = sys.resolve("module/target_core_user/parameters/global_max_data_area_mb");
    try {
      String text = Files.readString(limit).strip();
      return Files.isWritable(limit)
          ? Finding.ok("global limit", text + " MiB; can be lowered for a moment")
          : Finding.warn(
              "global limit", text + " MiB; cannot be written", "run as root, or load the shim");
    } catch (NoSuchFileException | AccessDeniedException e) {
      return Finding.warn(
          "global limit", limit + " cannot be read", "load target_core_user, and run as root");
    } catch (IOException e) {
      return Finding.warn("global limit", limit + ": " + e, "run as root");
    }
  }

  private Finding shim() {
    Path node = dev.resolve("tcmu-reclaim");
    if (!Files.exists(node)) {
      return Finding.warn(
          "shim",
          node + " is not there",
          "single LUNs cannot be truncated; install kernel-shim by DKMS (docs/kernel-shim.md)");
    }
    return Files.isReadable(node) && Files.isWritable(node)
        ? Finding.ok("shim", node + " is there")
        : Finding.warn("shim", node + ": permission denied", "run as root");
  }

  private Finding devices() {
    Path uio = sys.resolve("class/uio");
    try (Stream<Path> nodes = Files.list(uio)) {
      long count = nodes.filter(HostCheck::isTcmu).count();
      return count > 0
          ? Finding.ok("devices", count + " tcmu devices")
          : Finding.warn("devices", "no tcmu devices", "nothing to do until there are some");
    } catch (IOException e) {
      return Finding.warn("devices", uio + " cannot be listed", "modprobe uio");
    }
  }

  private static boolean isTcmu(Path node) {
    try {
      return Files.readString(node.resolve("name")).startsWith("tcm-user/");
    } catch (IOException e) {
      return false; // It went away meanwhile, or is another's.
    }
  }
}
