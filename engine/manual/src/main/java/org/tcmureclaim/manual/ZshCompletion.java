package org.tcmureclaim.manual;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for zsh, as a function that it loads by itself. */
final class ZshCompletion {
  private static final String HEAD =
      """
      #compdef tcmu-reclaim
      # Completion of tcmu-reclaim for zsh.

      _tcmu_reclaim_devices() {
        local -a devices
        devices=(${TCMU_RECLAIM_CORE:-/sys/kernel/config/target/core}/user_*/*/enable(N:h:t))
        compadd -a devices
      }

      _tcmu_reclaim_customers() {
        local etc=${TCMU_RECLAIM_ETC:-/etc/tcmu-reclaim}
        compadd -- $(sed -n 's/^[^#]*- *{\\{0,1\\} *name: *\\([^ ,}#]*\\).*/\\1/p' \\
          $etc/agent.yaml $etc/customers.d/*.y*ml(N) 2>/dev/null)
      }

      """;

  private final StringBuilder script = new StringBuilder(HEAD);

  static String of(CommandSpec root) {
    ZshCompletion zsh = new ZshCompletion();
    zsh.command(root);
    return zsh.script.append(function(root)).append(" \"$@\"\n").toString();
  }

  private static String function(CommandSpec command) {
    return "_" + command.qualifiedName("_").replace('-', '_');
  }

  private void command(CommandSpec command) {
    List<CommandSpec> children = ManPage.children(command);
    children.forEach(this::command);
    script.append(function(command)).append("() {\n");
    if (!children.isEmpty()) {
      script.append("  local state line curcontext=$curcontext\n  local -a commands\n");
    }
    script.append("  _arguments -C");
    Completed.options(command).forEach(this::option);
    if (children.isEmpty()) {
      command.positionalParameters().forEach(this::argument);
      script.append("\n}\n\n");
    } else {
      script.append(" \\\n    '1: :->command' '*:: :->arguments'\n");
      dispatch(children);
    }
  }

  private void dispatch(List<CommandSpec> children) {
    script.append("  case $state in\n  command)\n    commands=(");
    for (CommandSpec child : children) {
      script.append("\n      '").append(child.name()).append(':');
      script.append(Completed.summary(child)).append('\'');
    }
    script.append(")\n    _describe command commands ;;\n  arguments)\n    case $words[1] in\n");
    for (CommandSpec child : children) {
      script.append("    ").append(child.name()).append(") ").append(function(child));
      script.append(" ;;\n");
    }
    script.append("    esac ;;\n  esac\n}\n\n");
  }

  private void option(OptionSpec option) {
    for (String name : option.names()) {
      boolean valued = option.arity().max() > 0;
      script.append(" \\\n    '").append(name).append(valued && name.startsWith("--") ? "=" : "");
      script.append('[').append(Completed.summary(option.description())).append(']');
      script.append(valued ? value(option) : "").append('\'');
    }
  }

  private void argument(ArgSpec argument) {
    script.append(" \\\n    '*").append(value(argument)).append('\'');
  }

  private static String value(ArgSpec argument) {
    String label = ":" + Completed.label(argument) + ":";
    List<String> words = Completed.words(argument);
    if (!words.isEmpty()) {
      return label + "(" + String.join(" ", words) + ")";
    }
    if (Completed.isDevice(argument)) {
      return label + "_tcmu_reclaim_devices";
    }
    if (Completed.isCustomer(argument)) {
      return label + "_tcmu_reclaim_customers";
    }
    return Completed.isFile(argument) ? label + "_files" : label;
  }
}
