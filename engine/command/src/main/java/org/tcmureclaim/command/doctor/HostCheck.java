package org.tcmureclaim.command.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tcmureclaim.linux.LinuxSettings;
import org.tcmureclaim.linux.Rehearsal;
import org.tcmureclaim.linux.Rehearsal.Step;
import org.tcmureclaim.linux.TruncatorWish;

/**
 * Goes through the agent's own opening of a Linux host, and looks at what else it needs; changes
 * nothing.
 */
public final class HostCheck {
  private static final List<String> SHIM_SERIES = List.of("6.1.", "6.12.");

  private static final Path MODULES = Path.of("/lib/modules");
  private static final Path MODPROBE_RULE = Path.of("/etc/modprobe.d/tcmu-reclaim.conf");

  private static final String REFUSED = "an agent does not start here until this is mended";

  private final LinuxSettings settings;
  private final TruncatorWish wish;
  private final Path proc;
  private final Path sys;
  private final Path dev;
  private final ModuleSignatures signatures;

  /**
   * A look at a host.
   *
   * @param settings of the agent that is to run there
   * @param wish its means
   */
  public HostCheck(LinuxSettings settings, TruncatorWish wish) {
    this(settings, wish, MODULES, MODPROBE_RULE);
  }

  HostCheck(LinuxSettings settings, TruncatorWish wish, Path modules, Path modprobeRule) {
    this.settings = settings;
    this.wish = wish;
    this.proc = settings.roots().proc();
    this.sys = settings.roots().sys();
    this.dev = settings.roots().dev();
    this.signatures = new ModuleSignatures(proc, sys, dev, modules, modprobeRule);
  }

  /** Everything: what the agent's own opening finds, and what else there is to know. */
  public List<Finding> findings() {
    ProcessRights rights = new ProcessRights(proc);
    return Stream.of(
            Stream.of(locale(), kernel()),
            opening(Rehearsal.of(settings, wish)),
            Stream.of(limit(), shim(), signatures.finding()),
            rights.findings().stream())
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
          "single LUNs cannot be truncated; load the shim beside the running driver"
              + " (docs/kernel-shim.md)");
    }
    return Files.isReadable(node) && Files.isWritable(node)
        ? Finding.ok("shim", node + " is there")
        : Finding.warn("shim", node + ": permission denied", "run as root");
  }

  private static Stream<Finding> opening(List<Step> steps) {
    return steps.stream().flatMap(HostCheck::findings);
  }

  /** What an agent would warn of comes before what it would go on with, or stop at. */
  private static Stream<Finding> findings(Step step) {
    Stream<Finding> warnings =
        step.warnings().stream().map(text -> Finding.warn(step.subject(), text, ""));
    String refusal = step.refusal();
    if (refusal != null) {
      return Stream.concat(warnings, Stream.of(Finding.fail(step.subject(), refusal, REFUSED)));
    }
    return Stream.concat(warnings, Stream.of(Finding.ok(step.subject(), step.found())));
  }

  /** Java takes the encoding of file names from the locale; the launcher sets it. */
  private static Finding locale() {
    String encoding = System.getProperty("sun.jnu.encoding", "");
    return encoding.equals("UTF-8")
        ? Finding.ok("locale", "file names, arguments and output are UTF-8")
        : Finding.warn(
            "locale",
            "file names and arguments are " + encoding,
            "start it with bin/tcmu-reclaim, or with LC_ALL=C.UTF-8");
  }
}
