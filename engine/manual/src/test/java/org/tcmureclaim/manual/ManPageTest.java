package org.tcmureclaim.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ManPageTest {
  @TempDir private Path directory = Path.of("");

  @Command(name = "tcmu-reclaim", description = "Does it.", version = "tcmu-reclaim 7")
  static final class Root implements Runnable {
    @Override
    public void run() {}
  }

  @Command(
      name = "cut",
      sortOptions = false,
      description = {
        "Cuts a thing, 50%% of it. Says how.",
        "",
        "  literal --one",
        "",
        "  literal 'two'",
        "after it",
        "",
        ".dot \\ slash"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:Fine.", "2:Not."},
      footerHeading = "%nExamples:%n",
      footer = "  tcmu-reclaim cut it --keep 4MiB")
  static final class Cut implements Runnable {
    @Parameters(paramLabel = "THING", arity = "1..*", description = "What.")
    List<String> things = List.of();

    @Option(
        names = {"-k", "--keep"},
        required = true,
        paramLabel = "SIZE",
        description = "How much.")
    String keep = "";

    @Option(
        names = "--budget",
        paramLabel = "AMOUNT",
        arity = "0..1",
        description = "Default: ${DEFAULT-VALUE}.",
        defaultValue = "20%,4MiB")
    String budget = "";

    @Option(names = "--secret", hidden = true, description = "Not told.")
    boolean secret;

    @Override
    public void run() {}
  }

  @Command(name = "either", description = "One of two.")
  static final class Either implements Runnable {
    @ArgGroup(multiplicity = "1")
    Choice choice = new Choice();

    static final class Choice {
      @Option(names = "--left", required = true, description = "Left.")
      boolean left;

      @Option(names = "--right", required = true, description = "Right.")
      boolean right;
    }

    @Override
    public void run() {}
  }

  @Command(name = "gone", hidden = true, description = "Not told.")
  static final class Hidden implements Runnable {
    @Override
    public void run() {}
  }

  record Tree(boolean leads, CommandLine commandLine) implements CommandTree {}

  private static Manual manual() {
    CommandTree first = new Tree(true, new CommandLine(new Root()).addSubcommand(new Hidden()));
    CommandTree second = new Tree(false, new CommandLine(new Root()).addSubcommand(new Cut()));
    return Manual.of(List.of(first, second));
  }

  @Test
  void optionsOfWhichOneMustBeGiven_areSaidSo() throws IOException {
    CommandTree tree = new Tree(true, new CommandLine(new Root()).addSubcommand(new Either()));
    assertThat(Manual.of(List.of(tree)).writePages(directory, "2026-11-23")).isEqualTo(2);
    assertThat(Files.readString(directory.resolve("tcmu-reclaim-either.1")))
        .contains("either\\fR (\\fB\\-\\-left\\fR | \\fB\\-\\-right\\fR) [");
  }

  @Test
  void command_becomesPage() throws IOException {
    assertThat(manual().writePages(directory, "2026-11-23")).isEqualTo(2);
    String page = Files.readString(directory.resolve("tcmu-reclaim-cut.1"));
    String ofAllPages = "(?s)\\.SH \"ENVIRONMENT\".*?(?=\\.SH \"EXAMPLES\")";
    assertThat(page).containsPattern(ofAllPages);
    assertThat(page.replaceFirst(ofAllPages, ""))
        .isEqualTo(
            """
            .TH "TCMU\\-RECLAIM\\-CUT" "1" "2026-11-23" "tcmu\\-reclaim 7" "User Commands"
            .nh
            .ad l
            .SH "NAME"
            tcmu\\-reclaim\\-cut \\- Cuts a thing, 50% of it
            .SH "SYNOPSIS"
            \\fBtcmu\\-reclaim cut\\fR \\fB\\-k\\fR, \\fB\\-\\-keep\\fR=\\fISIZE\\fR \
            [\\fIOPTION\\fR]\\&.\\|.\\|. \\fITHING\\fR\\&.\\|.\\|.
            .SH "DESCRIPTION"
            Cuts a thing, 50% of it. Says how.
            .PP
            .RS 2
            .nf
            literal \\-\\-one

            literal \\(aqtwo\\(aq
            .fi
            .RE
            .PP
            after it
            .PP
            \\&.dot \\e slash
            .SH "ARGUMENTS"
            .TP
            \\fITHING\\fR
            What.
            .SH "OPTIONS"
            .TP
            \\fB\\-k\\fR, \\fB\\-\\-keep\\fR=\\fISIZE\\fR
            How much.
            .TP
            \\fB\\-\\-budget\\fR[=\\fIAMOUNT\\fR]
            Default: 20%,4MiB.
            .SH "EXIT STATUS"
            .TP
            \\fB0\\fR
            Fine.
            .TP
            \\fB2\\fR
            Not.
            .SH "EXAMPLES"
            .RS 2
            .nf
            tcmu\\-reclaim cut it \\-\\-keep 4MiB
            .fi
            .RE
            .SH "SEE ALSO"
            \\fBtcmu\\-reclaim\\fR(1),
            \\fBtcmu\\-reclaim.yaml\\fR(5)
            """);
  }

  @Test
  void root_listsCommandsOfAllTrees_butNoHiddenOnes() throws IOException {
    int unused = manual().writePages(directory, "2026-11-23");
    assertThat(Files.readString(directory.resolve("tcmu-reclaim.1")))
        .contains("\\fBtcmu\\-reclaim\\-cut\\fR(1)\nCuts a thing, 50% of it.\n")
        .doesNotContain("gone");
    assertThat(directory.resolve("tcmu-reclaim-gone.1")).doesNotExist();
  }

  @Test
  void completion_knowsCommandsOptionsAndDevices() {
    assertThat(manual().completion(Manual.Shell.BASH))
        .contains("--keep", "cut", "complete -F _tcmu_reclaim ")
        .doesNotContain("--secret");
  }

  @Test
  void completionOfFish_knowsCommandsAndOptionsWithTheirValues() {
    assertThat(manual().completion(Manual.Shell.FISH))
        .contains("-n '__fish_use_subcommand' -a cut -d 'Cuts a thing, 50% of it'")
        .contains("-n '__fish_seen_subcommand_from cut' -s k -l keep -x -d 'How much'")
        .doesNotContain("secret");
  }

  @Test
  void completionOfZsh_knowsCommandsAndOptionsWithTheirValues() {
    assertThat(manual().completion(Manual.Shell.ZSH))
        .startsWith("#compdef tcmu-reclaim\n")
        .contains("'cut:Cuts a thing, 50% of it'")
        .contains("'--keep=[How much]:SIZE:'")
        .doesNotContain("secret");
  }

  @Test
  void configuration_isAPageOfSection5() throws IOException {
    var key = new KeySection.Key("guard.cooldown", "duration", "30s", "How long… it rests.");
    var keys = List.of(new KeySection("The host", "", List.of(key)));
    manual().writeConfiguration(directory, "2026-11-23", keys);
    assertThat(Files.readString(directory.resolve("tcmu-reclaim.yaml.5")))
        .startsWith(".TH \"TCMU\\-RECLAIM.YAML\" \"5\" \"2026-11-23\"")
        .contains(
            """
            .SH "THE HOST"
            .TP
            \\fBguard.cooldown\\fR: \\fIduration\\fR
            How long\\[u2026] it rests.
            Default: 30s.
            """)
        .contains(".SH \"FILES\"\n");
  }

  @Test
  void everyPage_namesFilesAndEnvironment() throws IOException {
    int unused = manual().writePages(directory, "2026-11-23");
    for (String page : List.of("tcmu-reclaim.1", "tcmu-reclaim-cut.1")) {
      assertThat(Files.readString(directory.resolve(page)))
          .contains(".SH \"FILES\"\n", "/etc/tcmu\\-reclaim/policies.d")
          .contains(".SH \"ENVIRONMENT\"\n", "TCMU_RECLAIM_JAVA");
    }
  }

  @Test
  void twoTreesThatLead_areRefused() {
    CommandTree one = new Tree(true, new CommandLine(new Root()));
    assertThatThrownBy(() -> Manual.of(List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 trees of commands lead, not 1");
  }
}
