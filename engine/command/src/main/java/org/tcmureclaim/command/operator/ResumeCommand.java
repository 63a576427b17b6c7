package org.tcmureclaim.command.operator;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description =
        "Lets a paused agent, or customer, be cut from again. Customers that were paused by name stay"
            + " so until they are named here.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It answered.",
      "2:The command line cannot be used.",
      "67:There is no such customer.",
      "69:No agent answers.",
      "74:The agent is busy; try again later.",
      "77:The agent refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim resume",
      "  tcmu-reclaim resume --customer gold",
    })
final class ResumeCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private OrderOptions options = new OrderOptions();

  @Option(names = "--customer", paramLabel = "NAME", description = "This customer alone.")
  private @Nullable String customer;

  ResumeCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    Optional<String> whose = Optional.ofNullable(customer);
    PauseAnswer.tell(options, around, new Order.Resume(whose), whose);
    return ExitCode.FINE.code();
  }
}
