package org.tcmureclaim.command.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.UnitPaths;
import org.tcmureclaim.configuration.ConfigurationException;

/** Looks whether a systemd unit lets its process write what the configuration has it write. */
public final class UnitFolders {
  private UnitFolders() {}

  /**
   * What it found; empty where no agent is installed here, {@code check} has more to say of its
   * configuration, or the server needs nothing.
   *
   * @param configuration that the unit takes
   * @param dropIns of the unit
   */
  public static Optional<Finding> finding(Path configuration, UnitPaths unit, Path dropIns) {
    if (!Files.isReadable(configuration)) {
      return Optional.empty();
    }
    try {
      Optional<Finding> problem =
          unit.missing(AgentConfig.load(configuration), dropIns)
              .map(missing -> Finding.warn("folders", missing, "tcmu-reclaim unit-paths --help"));
      return problem.isPresent() || unit == UnitPaths.SERVER
          ? problem
          : Optional.of(Finding.ok("folders", "the unit lets the agent write all that it is to"));
    } catch (ConfigurationException e) {
      return Optional.empty();
    }
  }
}
