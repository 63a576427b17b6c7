package org.tcmureclaim.agent.operator;

import java.util.concurrent.Callable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.manual.Manual;
import picocli.CommandLine.Command;

/** {@code tcmu-reclaim generate-completion}: what shells complete. */
@Command(
    name = "generate-completion",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    description = {
      "Prints the completion of commands, options and, for 'shrink' and 'explain', devices, for"
          + " bash. 'make install' installs it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(tcmu-reclaim generate-completion)                in bash, for this session",
      "  autoload -U +X bashcompinit && bashcompinit               first, in zsh"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Surroundings around;

  CompletionCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    boolean unused = new Output(around).print(Manual.ofClassPath().completion());
    return ExitCode.FINE.code();
  }
}
