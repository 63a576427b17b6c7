package org.tcmureclaim.command.operator;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.display.FittedText;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tcmu-reclaim customers}: what each customer holds, and what it was promised. */
@Command(
    name = "customers",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = "Lists what each customer holds, and what it was promised.",
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
      "  tcmu-reclaim customers",
      "  tcmu-reclaim customers --json | jq '.[] | select(.paused) | .customer'",
    })
final class CustomersCommand implements Callable<Integer> {
  private static final int PAGE = 1000;

  private final Surroundings around;

  @Mixin private AgentOptions options = new AgentOptions();

  CustomersCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return AgentAnswer.read(this::ask);
  }

  private Integer ask() {
    try (AgentSource source = options.source(around)) {
      JsonArray customers = AgentAnswer.all(Integer.MAX_VALUE, PAGE, source::customers);
      boolean unused =
          new Output(around).print(options.json() ? customers.encode() + "\n" : table(customers));
      return AgentOptions.end(source, around);
    }
  }

  private static String table(JsonArray customers) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%-16s %7s %9s %9s %9s %9s %9s %9s%n",
            "customer", "devices", "holds", "tail", "min", "low", "high", "max"));
    for (int i = 0; i < customers.size(); i++) {
      JsonObject c = customers.getJsonObject(i);
      text.append(
          String.format(
              Locale.ROOT,
              "%s %7d %9s %9s %9s %9s %9s %9s%s%n",
              FittedText.fit(c.getString("customer"), 16),
              c.getInteger("devices"),
              HumanUnits.pages(c.getLong("resident_pages")),
              HumanUnits.pages(c.getLong("tail_pages")),
              bytes(c.getLong("min_bytes")),
              bytes(c.getLong("low_bytes")),
              bytes(c.getLong("high_bytes")),
              bytes(c.getLong("max_bytes")),
              c.getBoolean("paused") ? "  PAUSED" : ""));
    }
    return text.toString();
  }

  private static String bytes(@Nullable Long bytes) {
    return bytes == null || bytes == 0 ? "-" : HumanUnits.bytes(bytes);
  }
}
