package org.tcmureclaim.agent;

import java.util.List;
import org.tcmureclaim.agent.assembly.ReclaimAgent;
import org.tcmureclaim.agent.cli.AgentCommand;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;

/** Where {@code bin/tcmu-reclaim agent} begins: this program has no other command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Surroundings around = Surroundings.ofProcess();
    System.exit(
        TcmuReclaim.with(around, List.of(AgentCommand.line(new ReclaimAgent(), around)))
            .execute(args));
  }
}
