package org.tcmureclaim.agent.operator;

import java.util.concurrent.Callable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.client.AgentClient;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tcmu-reclaim status}: what is short, who holds it, what was done. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = "Shows what is short, who holds it, and what the agent has done about it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:It answered.", "2:The command line cannot be used.", "69:No agent answers."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim status",
      "  tcmu-reclaim status --demo                   asks the agent of 'make run'",
      "  tcmu-reclaim status --json | jq .urgency",
    })
final class StatusCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private AgentOptions options = new AgentOptions();

  StatusCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return AgentAnswer.read(this::ask);
  }

  private Integer ask() {
    AgentClient client = options.client(around);
    JsonObject status = AgentOptions.fine(client.get("/status")).json();
    Output out = new Output(around);
    boolean unused =
        out.print(
            options.json()
                ? status.encode() + "\n"
                : StatusText.of(status, DecisionsCommand.newest(client, 3), options.sameAgent()));
    return ExitCode.FINE.code();
  }
}
