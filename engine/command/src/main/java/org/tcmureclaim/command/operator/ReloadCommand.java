package org.tcmureclaim.command.operator;

import java.util.concurrent.Callable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim reload}: has the configuration read again. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Has the configuration read again, as SIGHUP does, and says what has changed.",
      "",
      "One that takes promises of customers away (min, low, keep, preference, their devices) is held"
          + " back for a minute and counts then, unless its files change again. --yes lets it count"
          + " at once.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It answered.",
      "2:The command line cannot be used.",
      "69:No agent answers.",
      "74:The agent is busy; try again later.",
      "77:The agent refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim check /etc/tcmu-reclaim/agent.yaml && tcmu-reclaim reload",
      "  tcmu-reclaim reload --yes       the customer is gone for good: do not wait a minute"
    })
final class ReloadCommand implements Callable<Integer> {
  private final Surroundings around;

  @Option(
      names = "--yes",
      description = "Let it count at once, even where it takes promises of customers away.")
  private boolean yes;

  @Mixin private OrderOptions options = new OrderOptions();

  ReloadCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    options.carryOut(
        around,
        new Order.Reload(yes),
        () -> AgentOptions.fine(options.agent().client(around).post("/reload", body())).json(),
        ReloadCommand::text);
    return ExitCode.FINE.code();
  }

  private JsonObject body() {
    return yes ? new JsonObject().put("yes", true) : new JsonObject();
  }

  private static String text(JsonObject answer) {
    StringBuilder text = new StringBuilder();
    JsonArray lost = answer.getJsonArray("lost_promises", new JsonArray());
    if (!lost.isEmpty()) {
      text.append("held back for ")
          .append(answer.getLong("held_seconds", 0L))
          .append(" s, as it takes promises away:\n");
      lost.forEach(promise -> text.append("  ").append(promise).append('\n'));
      return text.append("to let it count at once: tcmu-reclaim reload --yes\n").toString();
    }
    JsonArray atOnce = answer.getJsonArray("at_once");
    JsonArray later = answer.getJsonArray("after_restart");
    atOnce.forEach(change -> text.append(change).append('\n'));
    later.forEach(change -> text.append("after a restart: ").append(change).append('\n'));
    long more = answer.getLong("changes_not_listed", 0L);
    text.append(more == 0 ? "" : "and " + more + " more changes\n");
    return text.isEmpty() ? "reloaded: nothing has changed\n" : text.toString();
  }
}
