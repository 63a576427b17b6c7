package org.tcmureclaim.agent.config;

import java.nio.file.Path;
import org.tcmureclaim.configuration.Section;

/**
 * Where the host's file systems are; a container may have them elsewhere.
 *
 * @param proc the host's procfs
 * @param sys its sysfs
 * @param configfs its configfs
 * @param dev its devices
 */
public record RootsConfig(Path proc, Path sys, Path configfs, Path dev) {

  static RootsConfig bind(Section section) {
    return new RootsConfig(
        section.path("proc", Path.of("/proc")),
        section.path("sys", Path.of("/sys")),
        section.path("configfs", Path.of("/sys/kernel/config")),
        section.path("dev", Path.of("/dev")));
  }
}
