package org.tcmureclaim.linux.device;

import java.nio.file.Files;
import java.nio.file.Path;
import org.tcmureclaim.host.HostException;

/** Makes sure that this is a host with LIO/TCMU, before anything else is tried. */
public final class TargetCheck {

  private TargetCheck() {}

  /**
   * Checks the modules and configfs.
   *
   * @throws HostException if a module is not loaded, or configfs is not there or not readable
   */
  public static void require(Path sysRoot, Path configfsRoot) {
    Path module = sysRoot.resolve("module/target_core_user");
    if (!Files.isDirectory(module)) {
      throw new HostException(
          module + ": the kernel module is not loaded; run: modprobe target_core_user");
    }
    Path target = configfsRoot.resolve("target");
    if (!Files.isDirectory(target)) {
      throw new HostException(
          target
              + ": not there; mount configfs (mount -t configfs configfs "
              + configfsRoot
              + ") and load target_core_mod");
    }
    Path core = target.resolve("core");
    if (!Files.isReadable(target) || (Files.exists(core) && !Files.isReadable(core))) {
      throw new HostException(core + ": permission denied; run as root");
    }
  }
}
