package org.tcmureclaim.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands of {@code tcmu-reclaim} together, as pages and as completion. */
public final class Manual {
  private static final String PROGRAM = "tcmu-reclaim";

  private final CommandLine all;

  private Manual(CommandLine all) {
    this.all = all;
  }

  /** The manual of all commands on the class path. */
  public static Manual ofClassPath() {
    return of(
        ServiceLoader.load(CommandTree.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /**
   * The manual of these commands.
   *
   * @throws IllegalArgumentException unless one tree leads
   */
  public static Manual of(List<CommandTree> trees) {
    List<CommandTree> leading = trees.stream().filter(CommandTree::leads).toList();
    if (leading.size() != 1) {
      throw new IllegalArgumentException(leading.size() + " trees of commands lead, not 1");
    }
    CommandLine all = leading.get(0).commandLine();
    for (CommandTree tree : trees) {
      if (!tree.leads()) {
        tree.commandLine().getSubcommands().forEach(all::addSubcommand);
      }
    }
    return new Manual(all);
  }

  /** The root of all commands. */
  public CommandSpec root() {
    return all.getCommandSpec();
  }

  /**
   * Writes a page for each command.
   *
   * @param date such as 2026-11-23
   * @return how many
   */
  public int writePages(Path folder, String date) throws IOException {
    Files.createDirectories(folder);
    return write(root(), folder, date);
  }

  /** Writes the page of the configuration. */
  public void writeConfiguration(Path folder, String date, List<KeySection> keys)
      throws IOException {
    Files.createDirectories(folder);
    String version = String.join(" ", root().version());
    Path page = folder.resolve(ConfigurationPage.NAME + ".5");
    Files.writeString(page, ConfigurationPage.of(keys, date, version));
  }

  private int write(CommandSpec command, Path folder, String date) throws IOException {
    String version = String.join(" ", root().version());
    Path file = folder.resolve(ManPage.name(command) + ".1");
    Files.writeString(file, ManPage.of(command, date, version));
    int written = 1;
    for (CommandSpec child : ManPage.children(command)) {
      written += write(child, folder, date);
    }
    return written;
  }

  /** The completion script for a shell. */
  public String completion(Shell shell) {
    return switch (shell) {
      case BASH -> AutoComplete.bash(PROGRAM, all) + DeviceCompletion.SCRIPT;
      case ZSH -> ZshCompletion.of(root());
      case FISH -> FishCompletion.of(root());
    };
  }

  /** A shell that completes. */
  public enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
