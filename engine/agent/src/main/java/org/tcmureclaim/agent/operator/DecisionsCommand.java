package org.tcmureclaim.agent.operator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tcmureclaim.agent.cli.ExitCode;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.client.AgentClient;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.agent.display.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim decisions}: what was decided, why, and what came of it. */
@Command(
    name = "decisions",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = "Lists the newest decisions, oldest first; 'explain' knows older ones too.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It answered.",
      "2:The command line cannot be used.",
      "3:No agent answers.",
      "5:The agent refused."
    })
final class DecisionsCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Surroundings around;

  @Mixin private AgentOptions options = new AgentOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "So many at most, 1 to 1000. Default: 20.")
  private int limit = 20;

  @Option(
      names = "--follow",
      description = "Goes on with each decision that is made, until Ctrl-C.")
  private boolean follow;

  DecisionsCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    AgentClient client = options.client(around);
    Output out = new Output(around);
    JsonArray newestFirst =
        AgentOptions.fine(client.get("/decisions?limit=" + limit)).json().getJsonArray("items");
    long last = 0;
    boolean read = true;
    for (int i = newestFirst.size() - 1; i >= 0 && read; i--) {
      JsonObject decision = newestFirst.getJsonObject(i);
      last = decision.getLong("number");
      read = out.print(text(decision));
    }
    if (follow && read) {
      follow(client, out, last);
    }
    return ExitCode.FINE.code();
  }

  private void follow(AgentClient client, Output out, long after) {
    client.follow(
        (type, data) ->
            !type.equals("decision") || data.getLong("number") <= after || out.print(text(data)));
  }

  private String text(JsonObject decision) {
    return options.json() ? decision.encode() + "\n" : line(decision);
  }

  static String line(JsonObject d) {
    String problem = d.getString("problem");
    return String.format(
        Locale.ROOT,
        "#%-4d %s %-9s %-12s wanted %8s, planned %8s of %-11s %s%s%n",
        d.getLong("number"),
        TIME.format(Instant.ofEpochMilli(d.getLong("epoch_millis"))),
        d.getString("urgency"),
        d.getString("trigger"),
        HumanUnits.pages(d.getLong("demand_pages")),
        HumanUnits.pages(d.getLong("planned_pages")),
        HumanUnits.count(d.getJsonArray("devices").size(), "device") + ":",
        outcome(d),
        problem.isEmpty() ? "" : "; problem: " + PlainText.of(problem));
  }

  private static String outcome(JsonObject d) {
    String result = d.getString("result");
    return result.equals("freed")
        ? "freed "
            + HumanUnits.pages(d.getLong("freed_pages"))
            + " in "
            + HumanUnits.millis(d.getDouble("duration_millis"))
        : result;
  }
}
