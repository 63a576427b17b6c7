package org.tcmureclaim.manual;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can be completed of a command, for shells whose scripts are made here. */
final class Completed {
  private static final int MOST_SUMMARY = 60;

  private Completed() {}

  static Stream<OptionSpec> options(CommandSpec command) {
    return command.options().stream().filter(option -> !option.hidden());
  }

  /** The words that an argument can be; none where it is free. */
  static List<String> words(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    return candidates == null
        ? List.of()
        : StreamSupport.stream(candidates.spliterator(), false).toList();
  }

  static boolean isDevice(ArgSpec argument) {
    return label(argument).equals("DEVICE");
  }

  static boolean isCustomer(ArgSpec argument) {
    return argument.isOption() && ((OptionSpec) argument).longestName().equals("--customer");
  }

  static boolean isFile(ArgSpec argument) {
    return List.of("FILE", "DIR", "DIRECTORY", "OUT", "TRACE", "RECORDING", "FOLDER", "PATH")
        .contains(label(argument));
  }

  static String label(ArgSpec argument) {
    return argument.paramLabel().replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
  }

  /** The beginning of a description, in a line without quotes or brackets. */
  static String summary(String[] description) {
    String all = String.join(" ", description).replace("%n", " ").replace("%%", "%");
    String first = all.split("\\. |; ", 2)[0].strip().replaceAll("\\.$", "");
    String plain = first.replaceAll("['\"`\\\\:\\[\\]$]", "").replaceAll("\\s+", " ");
    return plain.length() <= MOST_SUMMARY ? plain : plain.substring(0, MOST_SUMMARY - 1) + "…";
  }

  static String summary(CommandSpec command) {
    return summary(command.usageMessage().description());
  }
}
