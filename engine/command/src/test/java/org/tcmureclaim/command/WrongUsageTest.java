package org.tcmureclaim.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.manual.CommandTree;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.manual.WrongUsage;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Each command of both programs says which option or command was meant. */
class WrongUsageTest {

  static Stream<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    ServiceLoader.load(CommandTree.class).forEach(tree -> add(tree.commandLine(), all));
    return all.stream();
  }

  private static void add(CommandLine line, List<CommandLine> all) {
    all.add(line);
    line.getSubcommands().values().forEach(command -> add(command, all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void demo_isThereWhereHostIs(CommandLine line) {
    assertThat(line.getCommandSpec().findOption("--demo") != null)
        .isEqualTo(line.getCommandSpec().findOption("--host") != null);
  }

  private static String told(CommandLine line, String argument) {
    ParameterException e =
        catchThrowableOfType(ParameterException.class, () -> line.parseArgs(argument));
    return new WrongUsage(NearMiss::of, List.of("replay")).text(e);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void mistypedOptionOrCommand_isGuessed(CommandLine line) {
    for (OptionSpec option : line.getCommandSpec().options()) {
      String name = option.longestName();
      if (name.length() > 5) {
        String mistyped = name.substring(0, 4) + name.substring(5);
        assertThat(told(line, mistyped)).contains("; did you mean '" + name + "'?\nTry '");
        assertThat(told(line, mistyped + "=x")).contains("; did you mean '" + name + "'?");
      }
    }
    for (String command : line.getSubcommands().keySet()) {
      String mistyped = command.substring(0, 1) + command.substring(2);
      if (command.length() > 3) {
        assertThat(told(line, mistyped)).contains("; did you mean '").contains("'?\nTry '");
      }
    }
  }

  @Test
  void beginningOfOneOption_andCommandOfTheOtherProgram_areGuessed() {
    CommandLine line = AllCommands.of((l, o, c) -> ExitCode.FINE, Surroundings.ofProcess());
    assertThat(told(line, "repaly")).contains("did you mean 'replay'?");
    CommandLine check = Objects.requireNonNull(line.getSubcommands().get("check"));
    assertThat(told(check, "--mem=1GiB")).contains("did you mean '--memory'?");
    assertThat(told(check, "--dev=1")).doesNotContain("did you mean");
  }
}
