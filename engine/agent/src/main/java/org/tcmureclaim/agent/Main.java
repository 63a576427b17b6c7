package org.tcmureclaim.agent;

import org.tcmureclaim.agent.assembly.ReclaimAgent;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.operator.OperatorCommands;

/** Where {@code bin/tcmu-reclaim} begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(TcmuReclaim.execute(new ReclaimAgent(), OperatorCommands::all, args));
  }
}
