package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Optional;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.answers.TickAge;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.agent.state.AgentState;

/**
 * What is said of an agent whose files cannot be read, or are its last: what is wrong, what to do.
 */
final class UnreadableAgent {
  private UnreadableAgent() {}

  /**
   * What is said where there is no image: no agent runs, or somebody removed its files.
   *
   * @param state what it left besides; empty for nothing
   */
  static String noImage(RunFiles files, Optional<AgentState> state) {
    return state
        .filter(known -> ProcessHandle.of(known.pid()).isPresent())
        .map(
            known ->
                String.format(
                    Locale.ROOT,
                    "%s is not there, though the agent (process %d) runs: it was removed; start the"
                        + " agent again, which makes it; meanwhile it decides, and takes orders",
                    files.tick(),
                    known.pid()))
        .orElseGet(() -> noAgent(files));
  }

  /**
   * What is said where there is an image, and no state.
   *
   * @param ended whether the agent of the image has ended
   */
  static String noState(RunFiles files, boolean ended) {
    return ended
        ? noAgent(files.state() + " is not there, and the agent of " + files.tick() + " has ended")
        : files.state() + " is not there yet; the agent starts, or writes it again: try again";
  }

  static String noAgent(RunFiles files) {
    return noAgent(files.tick() + " is not there");
  }

  /** No simulated host has left files in this folder. */
  static String noDemonstration(Path folder) {
    return Files.isDirectory(folder) && !Files.isReadable(folder)
        ? denied(folder, folder)
        : noAgent("no simulated host has files in " + folder);
  }

  private static String noAgent(String why) {
    return "no agent runs here: "
        + why
        + "; 'systemctl start tcmu-reclaim' starts one, 'make run' a demonstration (--demo);"
        + " --run-dir or --api says where another is";
  }

  /**
   * What a user can do who may not read a file.
   *
   * @param folder that the file is in, or itself
   */
  static String denied(Path file, Path folder) {
    return file + ": permission denied; " + whoMay(file, folder);
  }

  /** A folder that may not be looked into hides who may read what is in it. */
  private static String whoMay(Path file, Path folder) {
    try {
      PosixFileAttributes seen = Files.readAttributes(file, PosixFileAttributes.class);
      return seen.permissions().contains(PosixFilePermission.GROUP_READ)
          ? whoMay(seen.group().getName())
          : "only its owner may read it: run as " + seen.owner().getName();
    } catch (IOException e) {
      return whoMay(group(folder));
    }
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

  /** What is said of an agent that runs, and hangs. */
  static String stale(AgentState state, TickAge age) {
    return String.format(
        Locale.ROOT,
        "no tick for %.0f s: the agent (process %d) hangs, and these figures are as old;"
            + " 'tcmu-reclaim status' says more",
        age.seconds(),
        state.pid());
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
