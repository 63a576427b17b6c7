package org.tcmureclaim.manual;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line, which option or command was probably meant, and where to
 * look. It advises nothing but options and commands that there are at that place.
 */
public final class WrongUsage {
  private final BiFunction<String, Collection<String>, Optional<String>> nearest;
  private final Collection<String> otherCommands;

  /**
   * Messages of one program.
   *
   * @param nearest of some words the one that was probably meant by another; empty for none
   * @param otherCommands commands of the program that its command line does not know of
   */
  public WrongUsage(
      BiFunction<String, Collection<String>, Optional<String>> nearest,
      Collection<String> otherCommands) {
    this.nearest = nearest;
    this.otherCommands = List.copyOf(otherCommands);
  }

  /** Two lines without the last line feed. */
  public String text(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
    String problem = e.getMessage();
    if (e instanceof MissingParameterException && isOption(unmatched)) {
      // What is missing may only be what was mistyped.
      problem = "Unknown option: '" + unmatched.get(0) + "'";
    }
    boolean unknown = e instanceof UnmatchedArgumentException || isOption(unmatched);
    String guess =
        (unknown ? guess(unmatched.get(0), command) : Optional.<String>empty())
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("");
    String name = command.qualifiedName();
    return name + ": " + problem + guess + "\nTry '" + name + " --help'.";
  }

  private static boolean isOption(List<String> unmatched) {
    return !unmatched.isEmpty() && unmatched.get(0).startsWith("-");
  }

  private Optional<String> guess(String first, CommandSpec command) {
    return first.startsWith("-") ? option(first, command) : command(first, command);
  }

  private Optional<String> option(String typed, CommandSpec command) {
    String name = typed.split("=", 2)[0];
    List<String> options = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      options.addAll(List.of(option.names()));
    }
    List<String> longer = options.stream().filter(o -> isBegun(o, name)).toList();
    return longer.size() == 1 ? Optional.of(longer.get(0)) : nearest.apply(name, options);
  }

  private static boolean isBegun(String option, String name) {
    return name.length() > 3 && option.startsWith(name);
  }

  private Optional<String> command(String typed, CommandSpec command) {
    List<String> names = new ArrayList<>(command.subcommands().keySet());
    if (command.parent() == null) {
      names.addAll(otherCommands);
    }
    return nearest.apply(typed, names);
  }
}
