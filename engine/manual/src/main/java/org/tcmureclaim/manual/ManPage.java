package org.tcmureclaim.manual;

import static org.tcmureclaim.manual.Roff.bold;
import static org.tcmureclaim.manual.Roff.italic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The man page of one command, made from what its {@code --help} is made from. */
public final class ManPage {
  private final CommandSpec command;
  private final Roff page = new Roff();

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  /** Its name, such as {@code tcmu-reclaim-trace-info}. */
  public static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /**
   * The page.
   *
   * @param date such as 2026-11-23
   */
  public static String of(CommandSpec command, String date, String version) {
    return new ManPage(command).written(date, version);
  }

  private String written(String date, String version) {
    UsageMessageSpec usage = command.usageMessage();
    List<String> description = lines(usage.description());
    page.title(name(command), "1", "User Commands", date, version);
    page.section("Name");
    page.raw(Roff.escaped(name(command)) + " \\- " + Roff.escaped(summary(description)));
    page.section("Synopsis");
    page.raw(synopsis());
    page.section("Description");
    page.text(description);
    arguments();
    commands();
    exitCodes(usage.exitCodeList());
    Surrounds.environment(page);
    Surrounds.files(page);
    footer(heading(usage.footerHeading()), lines(usage.footer()));
    seeAlso();
    return page.toString();
  }

  /** The first sentence of a description. */
  private static String summary(List<String> description) {
    String all = String.join(" ", description);
    int end = all.indexOf(". ");
    String first = end < 0 ? all : all.substring(0, end);
    return first.strip().replaceAll("\\.$", "");
  }

  private String synopsis() {
    List<String> words = new ArrayList<>();
    words.add(bold(command.qualifiedName()));
    visibleOptions()
        .filter(option -> option.required() && option.group() == null)
        .map(ManPage::term)
        .forEach(words::add);
    command.argGroups().stream().map(ManPage::choice).forEach(words::add);
    words.add("[" + italic("OPTION") + "]\\&.\\|.\\|.");
    command.positionalParameters().stream().map(ManPage::parameter).forEach(words::add);
    if (!command.subcommands().isEmpty()) {
      words.add(italic("COMMAND"));
    }
    return String.join(" ", words);
  }

  /** Options of which one must be given. */
  private static String choice(ArgGroupSpec group) {
    return group.options().stream().map(ManPage::term).collect(Collectors.joining(" | ", "(", ")"));
  }

  private static String parameter(PositionalParamSpec parameter) {
    String label = italic(parameter.paramLabel());
    String repeated = parameter.arity().max() > 1 ? label + "\\&.\\|.\\|." : label;
    return parameter.required() ? repeated : "[" + repeated + "]";
  }

  private void arguments() {
    if (!command.positionalParameters().isEmpty()) {
      page.section("Arguments");
      command
          .positionalParameters()
          .forEach(p -> page.term(italic(p.paramLabel()), description(p)));
    }
    page.section("Options");
    visibleOptions().forEach(option -> page.term(term(option), description(option)));
  }

  private Stream<OptionSpec> visibleOptions() {
    return command.options().stream().filter(option -> !option.hidden());
  }

  private static String term(OptionSpec option) {
    String names = Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
    if (option.arity().max() == 0) {
      return names;
    }
    String value = "=" + italic(option.paramLabel());
    return names + (option.arity().min() == 0 ? "[" + value + "]" : value);
  }

  private static String description(ArgSpec argument) {
    return String.join("\n", lines(argument.description()));
  }

  private void commands() {
    List<CommandSpec> visible = children(command);
    if (visible.isEmpty()) {
      return;
    }
    page.section("Commands");
    for (CommandSpec child : visible) {
      String summary = summary(lines(child.usageMessage().description()));
      page.term(bold(name(child)) + "(1)", summary + ".");
    }
  }

  /** Sub-commands that are not hidden, in the order of the help. */
  static List<CommandSpec> children(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(child -> !child.usageMessage().hidden())
        .distinct()
        .toList();
  }

  private void exitCodes(Map<String, String> codes) {
    if (!codes.isEmpty()) {
      page.section("Exit status");
      codes.forEach((code, meaning) -> page.term(bold(code), formatted(meaning)));
    }
  }

  private void footer(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      page.section(heading.isEmpty() ? "Notes" : heading);
      page.text(lines);
    }
  }

  private void seeAlso() {
    List<CommandSpec> others = new ArrayList<>();
    CommandSpec parent = command.parent();
    if (parent != null) {
      others.add(parent);
      others.addAll(children(parent));
    }
    others.remove(command);
    page.section("See also");
    others.forEach(other -> page.raw(bold(name(other)) + "(1),"));
    page.raw(bold(ConfigurationPage.NAME) + "(5)");
  }

  private static String heading(String heading) {
    return formatted(heading).strip().replaceAll(":$", "");
  }

  private static List<String> lines(String[] texts) {
    return Arrays.stream(texts)
        .flatMap(text -> text.isEmpty() ? Stream.of("") : formatted(text).lines())
        .toList();
  }

  /** As picocli prints it: %n and %% are resolved, unless a default with a % has come in. */
  private static String formatted(String text) {
    try {
      return String.format(text);
    } catch (IllegalFormatException e) {
      return text;
    }
  }
}
