package org.tcmureclaim.command.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.command.HostTree;
import org.tcmureclaim.manual.ManPage;
import org.tcmureclaim.manual.Manual;
import org.tcmureclaim.replay.cli.Workstation;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The manual of both programs together: its class path has the commands of a workstation too. */
class ManualTest {
  @TempDir private Path directory = Path.of("");

  private final Manual manual = Manual.ofClassPath();

  private static List<CommandSpec> visible(CommandSpec command) {
    List<CommandSpec> all = new ArrayList<>(List.of(command));
    command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(child -> !child.usageMessage().hidden())
        .forEach(child -> all.addAll(visible(child)));
    return all;
  }

  @Test
  void everyCommandAndOption_hasItsPlace() throws IOException {
    int pages = manual.writePages(directory, "2026-11-23");
    List<CommandSpec> commands = visible(manual.root());
    assertThat(pages).isEqualTo(commands.size()).isGreaterThan(25);
    for (CommandSpec command : commands) {
      String page = Files.readString(directory.resolve(ManPage.name(command) + ".1"));
      for (var option : command.options()) {
        assertThat(page.contains(bold(option.longestName())))
            .as(command.qualifiedName() + " " + option.longestName())
            .isNotEqualTo(option.hidden());
      }
    }
  }

  private static String bold(String text) {
    return "\\fB" + text.replace("-", "\\-") + "\\fR";
  }

  @Test
  void everyCommand_hasExamples_ofItself() {
    for (CommandSpec command : visible(manual.root())) {
      assertThat(command.usageMessage().footerHeading())
          .as(command.qualifiedName())
          .contains("Examples");
      assertThat(String.join("\n", command.usageMessage().footer()))
          .as(command.qualifiedName())
          .contains(command.qualifiedName().replace("generate-completion", ""));
    }
  }

  @Test
  void everyCommand_tellsItsVersion() {
    for (CommandSpec command : visible(manual.root())) {
      assertThat(command.version()).as(command.qualifiedName()).isNotEmpty();
    }
  }

  /** Its help is the one of the storage host's program, which has another class path. */
  @Test
  void helpOfTheProgram_namesTheCommandsOfTheWorkstationToo() {
    String help = new HostTree().commandLine().getUsageMessage();
    assertThat(Workstation.commandLine(System.out, System.err).getSubcommands().keySet())
        .allSatisfy(name -> assertThat(help).contains("  " + name + " "));
  }
}
