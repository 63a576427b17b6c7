package org.tcmureclaim.server;

import java.util.List;
import org.tcmureclaim.agent.cli.ServeCommand;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;

/** Where {@code bin/tcmu-reclaim serve} begins: this program has no other command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Surroundings around = Surroundings.ofProcess();
    System.exit(
        TcmuReclaim.with(around, List.of(new ServeCommand(new ServerProcess(), around)))
            .execute(args));
  }
}
