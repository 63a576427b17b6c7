package org.tcmureclaim.agent.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import org.tcmureclaim.agent.address.RunFiles;

/** The simulated hosts of a user, each of which leaves its files in one folder. */
public final class Simulations {
  private Simulations() {}

  /**
   * The files of the one that was started last, of those that run; where none runs, of one that was
   * killed.
   *
   * @return empty where no simulated host has files in this folder
   */
  public static Optional<RunFiles> newest(Path folder) {
    return RunFiles.simulated(folder).stream()
        .filter(files -> Files.exists(files.tick()) || Files.exists(files.state()))
        .max(Comparator.comparing(Simulations::isAlive).thenComparing(Simulations::started));
  }

  private static boolean isAlive(RunFiles files) {
    OptionalLong pid = files.simulatedPid();
    return pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isPresent();
  }

  /** One whose state cannot be read comes before all others. */
  private static long started(RunFiles files) {
    try {
      return StateReader.read(files.state()).startedEpochMillis();
    } catch (StateException e) {
      return Long.MIN_VALUE;
    }
  }
}
