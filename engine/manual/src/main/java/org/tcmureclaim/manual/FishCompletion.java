package org.tcmureclaim.manual;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish. */
final class FishCompletion {
  private static final String HEAD =
      """
      # Completion of tcmu-reclaim for fish.

      function __tcmu_reclaim_devices
        set -q TCMU_RECLAIM_CORE; or set -l TCMU_RECLAIM_CORE /sys/kernel/config/target/core
        for enable in $TCMU_RECLAIM_CORE/user_*/*/enable
          basename (dirname $enable)
        end
      end

      function __tcmu_reclaim_customers
        set -q TCMU_RECLAIM_ETC; or set -l TCMU_RECLAIM_ETC /etc/tcmu-reclaim
        sed -n 's/^[^#]*- *{\\{0,1\\} *name: *\\([^ ,}#]*\\).*/\\1/p' $TCMU_RECLAIM_ETC/agent.yaml \
      $TCMU_RECLAIM_ETC/customers.d/*.y*ml 2>/dev/null
      end

      complete -c tcmu-reclaim -f
      """;

  private final StringBuilder script = new StringBuilder(HEAD);

  static String of(CommandSpec root) {
    FishCompletion fish = new FishCompletion();
    fish.command(root, "__fish_use_subcommand");
    return fish.script.toString();
  }

  private void command(CommandSpec command, String condition) {
    List<CommandSpec> children = ManPage.children(command);
    for (CommandSpec child : children) {
      line(condition, " -a " + child.name(), Completed.summary(child));
    }
    Completed.options(command).forEach(option -> option(option, condition));
    command.positionalParameters().forEach(p -> argument(p, condition));
    String names = children.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
    for (CommandSpec child : children) {
      String seen = "__fish_seen_subcommand_from " + child.name();
      String below =
          ManPage.children(child).isEmpty()
              ? seen
              : seen
                  + "; and not __fish_seen_subcommand_from "
                  + ManPage.children(child).stream()
                      .map(CommandSpec::name)
                      .collect(Collectors.joining(" "));
      String prefix =
          command.parent() == null ? "" : condition.replaceFirst("; and not.*", "; and ");
      command(child, names.isEmpty() ? below : prefix + below);
    }
  }

  private void option(OptionSpec option, String condition) {
    String names =
        Arrays.stream(option.names())
            .map(
                name ->
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1))
            .collect(Collectors.joining());
    line(condition, names + value(option), Completed.summary(option.description()));
  }

  private void argument(ArgSpec argument, String condition) {
    String value = value(argument).replace(" -x", "").replace(" -r", "");
    if (!value.isEmpty()) {
      line(condition, value, Completed.summary(argument.description()));
    }
  }

  private static String value(ArgSpec argument) {
    if (argument.arity().max() == 0) {
      return "";
    }
    List<String> words = Completed.words(argument);
    if (!words.isEmpty()) {
      return " -x -a '" + String.join(" ", words) + "'";
    }
    if (Completed.isDevice(argument)) {
      return " -x -a '(__tcmu_reclaim_devices)'";
    }
    if (Completed.isCustomer(argument)) {
      return " -x -a '(__tcmu_reclaim_customers)'";
    }
    return Completed.isFile(argument) ? " -r -F" : " -x";
  }

  private void line(String condition, String what, String summary) {
    script
        .append("complete -c tcmu-reclaim -n '")
        .append(condition)
        .append('\'')
        .append(what)
        .append(" -d '")
        .append(summary)
        .append("'\n");
  }
}
