package org.tcmureclaim.agent.cli;

import org.tcmureclaim.host.HostException;

/** Where {@code bin/tcmu-reclaim} begins, and where the parts are put together. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    AgentRunner runner =
        (config, options, console) -> {
          throw new HostException("this build cannot run an agent yet");
        };
    System.exit(TcmuReclaim.commandLine(runner, Surroundings.ofProcess()).execute(args));
  }
}
