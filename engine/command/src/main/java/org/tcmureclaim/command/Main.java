package org.tcmureclaim.command;

import org.tcmureclaim.agent.assembly.ReclaimAgent;
import org.tcmureclaim.agent.cli.Surroundings;

/** Where {@code bin/tcmu-reclaim} begins for all commands that ask, order, look or make. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(AllCommands.of(new ReclaimAgent(), Surroundings.ofProcess()).execute(args));
  }
}
