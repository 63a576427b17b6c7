package org.tcmureclaim.command.operator;

import java.util.concurrent.Callable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tcmu-reclaim status}: what is short, who holds it, what was done. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Shows what is short, who holds it, and what the agent has done about it. Reads the files that"
          + " the agent leaves, so it needs no server, and answers while the agent hangs: then with"
          + " its last figures, and how old they are.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:An agent runs.",
      "2:The command line cannot be used.",
      "69:No agent runs, or it cannot be read; what it left is shown all the same."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim status",
      "  tcmu-reclaim status --demo                   asks the agent of 'make run'",
      "  tcmu-reclaim status --json | jq .urgency",
    })
final class StatusCommand implements Callable<Integer> {
  private static final int DECISIONS = 3;

  private final Surroundings around;

  @Mixin private AgentOptions options = new AgentOptions();

  StatusCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return AgentAnswer.read(this::ask);
  }

  private String text(AgentSource source, JsonObject status) {
    if (options.json()) {
      return status.encode() + "\n";
    }
    try {
      return StatusText.of(status, source.decisions(DECISIONS), options.sameAgent());
    } catch (HostException e) {
      return StatusText.of(status, new JsonArray(), options.sameAgent())
          + "decisions  "
          + e.problem()
          + "\n";
    }
  }

  private Integer ask() {
    try (AgentSource source = options.source(around)) {
      JsonObject status = source.status();
      boolean unused = new Output(around).print(text(source, status));
      return AgentOptions.end(source);
    }
  }
}
