package org.tcmureclaim.command.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tcmu-reclaim devices}: what each LUN holds, and the last word on it. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = "Lists what each LUN holds, and the last word on it.",
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
      "  tcmu-reclaim devices --sort tail --limit 10       who could give most?",
      "  tcmu-reclaim devices --customer gold --sort idle",
      "  tcmu-reclaim devices --name db- --json | jq '.[].device'",
    })
final class DevicesCommand implements Callable<Integer> {
  private static final int PAGE = 500;

  /** What devices can be sorted by. */
  static final class Orders extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Orders() {
      super(List.of("device", "resident", "tail", "idle"));
    }
  }

  private final Surroundings around;

  @Mixin private AgentOptions options = new AgentOptions();

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "device",
      completionCandidates = Orders.class,
      description = "device (the default), resident, tail or idle; the largest or longest first.")
  private String sort = "device";

  @Option(names = "--customer", paramLabel = "NAME", description = "Of this customer alone.")
  private @Nullable String customer;

  @Option(names = "--name", paramLabel = "PART", description = "With this in HBA/NAME.")
  private @Nullable String name;

  @Option(names = "--limit", paramLabel = "N", description = "So many at most. Default: all.")
  private int limit = Integer.MAX_VALUE;

  @Spec private @Nullable CommandSpec spec;

  DevicesCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return AgentAnswer.read(this::ask);
  }

  private Integer ask() {
    if (limit < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--limit: must be 1 or more, got " + limit);
    }
    try (AgentSource source = options.source(around)) {
      JsonArray devices = devices(source);
      boolean unused =
          new Output(around).print(options.json() ? devices.encode() + "\n" : table(devices));
      if (devices.isEmpty()) {
        around.err().println("no LUN" + (name == null ? "" : " with '" + name + "' in HBA/NAME"));
      }
      return AgentOptions.end(source, around);
    }
  }

  private JsonArray devices(AgentSource source) {
    WantedDevices wanted =
        new WantedDevices(sort, Optional.ofNullable(customer), Optional.ofNullable(name));
    return AgentAnswer.all(limit, PAGE, (offset, most) -> source.devices(wanted, offset, most));
  }

  private static String table(JsonArray devices) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%-24s %-10s %9s %9s %7s  %s%n",
            "device", "customer", "holds", "tail", "idle", "last word"));
    for (int i = 0; i < devices.size(); i++) {
      JsonObject device = devices.getJsonObject(i);
      text.append(
          String.format(
              Locale.ROOT,
              "%s %s %9s %9s %7s  %s%n",
              FittedText.fit(device.getString("device"), 24),
              FittedText.fit(device.getString("customer"), 10),
              HumanUnits.pages(device.getLong("resident_pages")),
              HumanUnits.pages(device.getLong("tail_pages")),
              HumanUnits.seconds(device.getDouble("idle_seconds")),
              device.getString("verdict_meaning")));
    }
    return text.toString();
  }
}
