package org.tcmureclaim.manual;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The exit codes in the help and the manual of every command: those that a command names itself,
 * those that each command has, and for a command that names none those of commands about files.
 */
public final class ExitCodeHelp {
  private static final Set<ExitCode> OF_EACH =
      EnumSet.of(ExitCode.FINE, ExitCode.USAGE, ExitCode.UNEXPECTED, ExitCode.NOT_INSTALLED);
  private static final Set<ExitCode> OF_FILES =
      EnumSet.of(ExitCode.BAD_DATA, ExitCode.CANNOT_WRITE, ExitCode.CONFIGURATION);

  private ExitCodeHelp() {}

  /** Adds them to this command and all below it. */
  public static void complete(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    Map<Integer, String> lines = new TreeMap<>();
    usage.exitCodeList().forEach((code, line) -> lines.put(Integer.valueOf(code), line));
    if (lines.isEmpty()) {
      OF_FILES.forEach(code -> lines.put(code.code(), sentence(code)));
    }
    OF_EACH.forEach(code -> lines.putIfAbsent(code.code(), sentence(code)));
    Map<String, String> ordered = new LinkedHashMap<>();
    lines.forEach((code, line) -> ordered.put(code.toString(), line));
    usage.exitCodeListHeading("%nExit codes:%n");
    usage.exitCodeList(ordered);
    command.getSubcommands().values().forEach(ExitCodeHelp::complete);
  }

  private static String sentence(ExitCode code) {
    String meaning = code.meaning();
    return Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1) + ".";
  }
}
