package org.tcmureclaim.agent.operator;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim pause}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = "Keeps plans back: the agent goes on looking and deciding, and cuts nothing.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It answered.",
      "2:The command line cannot be used.",
      "69:No agent answers.",
      "77:The agent refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim pause                    nothing is cut any more; 'resume' undoes it",
      "  tcmu-reclaim pause --customer gold    nothing of gold is",
    })
final class PauseCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private AgentOptions options = new AgentOptions();

  @Option(names = "--customer", paramLabel = "NAME", description = "This customer alone.")
  private @Nullable String customer;

  PauseCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    PauseAnswer.tell(options, around, "/pause", Optional.ofNullable(customer));
    return ExitCode.FINE.code();
  }
}
