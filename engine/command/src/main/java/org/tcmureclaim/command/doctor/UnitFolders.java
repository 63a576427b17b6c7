package org.tcmureclaim.command.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.UnitPaths;
import org.tcmureclaim.configuration.ConfigurationException;

/** Looks whether the systemd unit lets the agent write what its configuration has it write. */
public final class UnitFolders {
  private UnitFolders() {}

  /**
   * What it found; empty where no agent is installed here, or {@code check} has more to say of its
   * configuration.
   *
   * @param configuration that the unit takes
   * @param dropIns of the unit
   */
  public static Optional<Finding> finding(Path configuration, Path dropIns) {
    if (!Files.isReadable(configuration)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          UnitPaths.missing(AgentConfig.load(configuration), dropIns)
              .map(problem -> Finding.warn("folders", problem, "tcmu-reclaim unit-paths --help"))
              .orElse(Finding.ok("folders", "the unit lets the agent write all that it is to")));
    } catch (ConfigurationException e) {
      return Optional.empty();
    }
  }
}
