package org.tcmureclaim.command;

import org.tcmureclaim.agent.assembly.ReclaimAgent;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.manual.CommandTree;
import picocli.CommandLine;

/** The commands of a storage host, for the manual. */
public final class HostTree implements CommandTree {
  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public CommandLine commandLine() {
    return AllCommands.of(new ReclaimAgent(), Surroundings.ofProcess());
  }
}
