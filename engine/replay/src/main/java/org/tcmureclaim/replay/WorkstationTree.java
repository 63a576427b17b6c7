package org.tcmureclaim.replay;

import org.tcmureclaim.manual.CommandTree;
import org.tcmureclaim.replay.cli.Workstation;
import picocli.CommandLine;

/** The commands of a workstation, for the manual. */
public final class WorkstationTree implements CommandTree {
  @Override
  public boolean leads() {
    return false;
  }

  @Override
  public CommandLine commandLine() {
    return Workstation.commandLine(System.out, System.err);
  }
}
