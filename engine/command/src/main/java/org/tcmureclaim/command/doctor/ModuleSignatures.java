package org.tcmureclaim.command.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether this kernel takes any module, or signed ones only. The patched driver has the stock one's
 * name: where it is installed and the kernel refuses it, modprobe loads none, and there are no
 * LUNs.
 */
final class ModuleSignatures {
  private static final String SUBJECT = "signatures";
  private static final String SIGN =
      "sign it with a key of your own (docs/kernel-shim.md, Secure Boot)";
  private static final Pattern LOCKED = Pattern.compile("\\[(integrity|confidentiality)]");
  private static final int SECURE_BOOT_BYTE = 4;

  private final Path proc;
  private final Path sys;
  private final Path dev;
  private final Path modules;
  private final Path rule;

  /**
   * @param modules {@code /lib/modules}
   * @param rule that has modprobe go back to the stock driver
   */
  ModuleSignatures(Path proc, Path sys, Path dev, Path modules, Path rule) {
    this.proc = proc;
    this.sys = sys;
    this.dev = dev;
    this.modules = modules;
    this.rule = rule;
  }

  Finding finding() {
    String why = enforcedBy();
    if (why == null) {
      return Finding.ok(SUBJECT, "this kernel takes unsigned modules too");
    }
    String found = "this kernel takes signed modules only (" + why + ")";
    if (Files.exists(dev.resolve("tcmu-reclaim"))) {
      return Finding.ok(SUBJECT, found + "; it has taken the shim");
    }
    if (!isPatchedDriverInstalled()) {
      return Finding.warn(SUBJECT, found + ", so it would refuse a shim that is not", SIGN);
    }
    return Files.exists(rule)
        ? Finding.warn(
            SUBJECT,
            found + "; the patched driver is installed and not in use, the stock one serves",
            SIGN + ", or: dkms uninstall tcmu-reclaim/VERSION")
        : Finding.fail(
            SUBJECT,
            found
                + "; the patched driver is installed: refused, it leaves this host without LUNs"
                + " at its next boot",
            SIGN + ", or: dkms uninstall tcmu-reclaim/VERSION");
  }

  /** Null where the kernel takes any module. */
  private @Nullable String enforcedBy() {
    if (text(sys.resolve("module/module/parameters/sig_enforce")).strip().equals("Y")) {
      return "module.sig_enforce is set";
    }
    if (LOCKED.matcher(text(sys.resolve("kernel/security/lockdown"))).find()) {
      return "it is locked down";
    }
    return isSet("SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c")
            && !isSet("MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23")
        ? "Secure Boot is on"
        : null;
  }

  /** Whether an EFI variable of one byte, which follows its attributes, is 1. */
  private boolean isSet(String variable) {
    try {
      byte[] bytes = Files.readAllBytes(sys.resolve("firmware/efi/efivars").resolve(variable));
      return bytes.length > SECURE_BOOT_BYTE && bytes[SECURE_BOOT_BYTE] == 1;
    } catch (IOException e) {
      return false; // A host without EFI, or a variable that was never set.
    }
  }

  private boolean isPatchedDriverInstalled() {
    String release = text(proc.resolve("sys/kernel/osrelease")).strip();
    Path folder = modules.resolve(release).resolve("updates/dkms");
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, "target_core_user.ko{,.gz,.xz,.zst}")) {
      return found.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
