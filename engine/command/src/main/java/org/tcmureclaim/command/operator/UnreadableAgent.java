package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Locale;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.answers.TickAge;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.agent.state.AgentState;

/**
 * What is said of an agent whose files cannot be read, or are its last: what is wrong, what to do.
 */
final class UnreadableAgent {
  private UnreadableAgent() {}

  static String noAgent(RunFiles files) {
    return noAgent(files.tick() + " is not there");
  }

  /** No simulated host has left files in this folder. */
  static String noDemonstration(Path folder) {
    return noAgent("no simulated host has files in " + folder);
  }

  private static String noAgent(String why) {
    return "no agent runs here: "
        + why
        + "; 'systemctl start tcmu-reclaim' starts one, 'make run' a demonstration (--demo);"
        + " --run-dir or --api says where another is";
  }

  /**
   * What a user can do who may not read something of an agent.
   *
   * @param what may not be read
   * @param folder whose group may
   */
  static String denied(String what, Path folder) {
    return what + ": permission denied; " + whoMay(group(folder));
  }

  /** What to do for being allowed to read what this group may read. */
  static String whoMay(String group) {
    return group.isEmpty() || group.equals("root")
        ? "run as root"
        : "run as root, or join group %s ('usermod -aG %s USER') and log in again"
            .formatted(group, group);
  }

  /** Empty where it cannot be seen. */
  private static String group(Path folder) {
    try {
      return Files.readAttributes(folder, PosixFileAttributes.class).group().getName();
    } catch (IOException e) {
      return "";
    }
  }

  /** What is said of an agent whose files were left behind. */
  static String ended(AgentState state, TickAge age) {
    boolean simulated = state.started().host().equals("simulated");
    return String.format(
        Locale.ROOT,
        "the agent (process %d) has ended without a word, its last tick was %s ago: it was killed,"
            + " or it crashed; these are its last figures. %s",
        state.pid(),
        HumanUnits.seconds(age.seconds()),
        simulated
            ? "'make run' starts another demonstration"
            : "'systemctl start tcmu-reclaim' starts it again,"
                + " 'journalctl -u tcmu-reclaim' may say why it ended");
  }
}
