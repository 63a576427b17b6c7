package org.tcmureclaim.command.operator;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
      "69:No agent answers.",
      "74:The agent is busy; try again later.",
      "77:The agent refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim decisions --limit 5",
      "  tcmu-reclaim decisions --follow",
      "  tcmu-reclaim decisions --follow --json | jq --unbuffered .trigger",
    })
final class DecisionsCommand implements Callable<Integer> {
  private static final int MOST = 1000;

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

  @Spec private @Nullable CommandSpec spec;

  DecisionsCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    return AgentAnswer.read(this::ask);
  }

  private Integer ask() throws InterruptedException {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--limit: must be from 1 to " + MOST + ", got " + limit);
    }
    try (AgentSource source = options.source(around)) {
      return tell(source);
    }
  }

  private Integer tell(AgentSource source) throws InterruptedException {
    Output out = new Output(around);
    JsonArray newestFirst = source.decisions(limit);
    long last = 0;
    boolean read = true;
    for (int i = newestFirst.size() - 1; i >= 0 && read; i--) {
      JsonObject decision = newestFirst.getJsonObject(i);
      last = decision.getLong("number");
      read = out.print(text(decision));
    }
    if (follow && read) {
      source.follow(last, decision -> out.print(text(decision)));
    }
    return AgentOptions.end(source, around);
  }

  private String text(JsonObject decision) {
    return (options.json() ? decision.encode() : DecisionLine.full(decision)) + "\n";
  }
}
