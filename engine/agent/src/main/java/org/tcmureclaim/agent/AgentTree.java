package org.tcmureclaim.agent;

import org.tcmureclaim.agent.assembly.ReclaimAgent;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.operator.OperatorCommands;
import org.tcmureclaim.manual.CommandTree;
import picocli.CommandLine;

/** The commands of a storage host, for the manual. */
public final class AgentTree implements CommandTree {
  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public CommandLine commandLine() {
    Surroundings around = Surroundings.ofProcess();
    return TcmuReclaim.commandLine(new ReclaimAgent(), around, OperatorCommands.all(around));
  }
}
