package org.tcmureclaim.command.operator;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.DurationConverter;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.orders.Order;
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
      "67:There is no such customer.",
      "69:No agent answers.",
      "74:The agent is busy; try again later.",
      "77:The agent refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim pause                    nothing is cut any more; 'resume' undoes it",
      "  tcmu-reclaim pause --for 1h           the same, and in an hour it goes on by itself",
      "  tcmu-reclaim pause --customer gold    nothing of gold is",
    })
final class PauseCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private OrderOptions options = new OrderOptions();

  @Option(names = "--customer", paramLabel = "NAME", description = "This customer alone.")
  private @Nullable String customer;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "End by itself after this long, such as 10m. A pause that is in force already is not"
              + " shortened. Default: until 'resume', or until the agent ends.")
  private @Nullable Long forNanos;

  PauseCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    Optional<String> whose = Optional.ofNullable(customer);
    PauseAnswer.tell(options, around, new Order.Pause(whose, seconds()), whose);
    return ExitCode.FINE.code();
  }

  /** At least one: 0 would be a pause without end. */
  private long seconds() {
    return forNanos == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toSeconds(forNanos));
  }
}
