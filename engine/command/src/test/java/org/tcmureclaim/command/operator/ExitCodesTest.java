package org.tcmureclaim.command.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.replay.cli.Workstation;
import picocli.CommandLine;

/** The table of exit codes against all that repeats it: unit, documents, help, and scripts. */
class ExitCodesTest {
  private static final Path HOME = Path.of("../..");
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static final Set<Integer> ALL =
      Arrays.stream(ExitCode.values()).map(ExitCode::code).collect(Collectors.toSet());

  private static String text(String file) throws IOException {
    return Files.readString(HOME.resolve(file), StandardCharsets.UTF_8);
  }

  private static List<MatchResult> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results().toList();
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(ExitCodesTest::withSubcommands));
  }

  /** 1, 3, 134, 137, 143 and what is above 200 are what the JVM, signals and systemd give. */
  @Test
  void refusals_haveNumbersThatNothingElseGives() {
    assertThat(ALL).hasSameSizeAs(ExitCode.values());
    assertThat(ExitCode.FINE.code()).isZero();
    assertThat(ExitCode.USAGE.code()).isEqualTo(2);
    assertThat(Arrays.stream(ExitCode.values()).skip(2).map(ExitCode::code))
        .allMatch(code -> code >= 64 && code <= 78);
  }

  @Test
  void unit_startsTheAgentAgainUnlessTheRefusalIsFinal() throws IOException {
    String unit = text("configs/systemd/tcmu-reclaim.service");
    String expected =
        Arrays.stream(ExitCode.values())
            .filter(ExitCode::isFinal)
            .map(code -> String.valueOf(code.code()))
            .collect(Collectors.joining(" "));
    assertThat(all("^RestartPreventExitStatus=(.*)$", unit))
        .singleElement()
        .extracting(match -> match.group(1))
        .isEqualTo(expected);
    assertThat(unit.lines())
        .contains("Restart=on-failure", "RestartSec=1s", "StartLimitIntervalSec=0");
  }

  @Test
  void documents_haveTheTable() throws IOException {
    String operating = text("docs/operating.md");
    for (ExitCode code : ExitCode.values()) {
      assertThat(operating).contains("| " + code.code() + " | " + code.meaning() + " |");
    }
    try (Stream<Path> files = Files.list(HOME.resolve("docs"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".md")).toList()) {
        assertThat(all("\\bcodes? ([0-9]+)", Files.readString(file)))
            .as(file.toString())
            .extracting(match -> Integer.valueOf(match.group(1)))
            .isSubsetOf(ALL);
      }
    }
  }

  @Test
  void everyCommand_namesItsCodesInHelpAndManual() {
    Surroundings around = Surroundings.ofProcess();
    Stream<CommandLine> commands =
        Stream.concat(
            withSubcommands(AllCommands.of((config, options, console) -> ExitCode.FINE, around)),
            withSubcommands(Workstation.commandLine(NOWHERE, NOWHERE)));
    assertThat(commands)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            command -> {
              Set<Integer> named =
                  command.getCommandSpec().usageMessage().exitCodeList().keySet().stream()
                      .map(Integer::valueOf)
                      .collect(Collectors.toSet());
              assertThat(named)
                  .as(command.getCommandName())
                  .isSubsetOf(ALL)
                  .contains(ExitCode.FINE.code(), ExitCode.USAGE.code());
              assertThat(command.getUsageMessage()).contains("Exit codes:");
            });
  }

  @Test
  void scripts_haveTheSameNumbers() throws IOException {
    String scripts = text("bin/tcmu-reclaim") + text("kernel-shim/vm/guest/checks.sh");
    List<MatchResult> numbers = all("\\b([A-Z_]{4,})=([0-9]+)\\b", scripts);
    assertThat(
            numbers.stream()
                .filter(match -> Arrays.stream(ExitCode.values()).anyMatch(is(match.group(1))))
                .toList())
        .hasSize(6)
        .allMatch(
            match -> ExitCode.valueOf(match.group(1)).code() == Integer.parseInt(match.group(2)));
    assertThat(all("^\\s*exit [0-9]|fail .*[0-9]$", text("bin/tcmu-reclaim"))).isEmpty();
  }

  private static Predicate<ExitCode> is(String name) {
    return code -> code.name().equals(name);
  }
}
