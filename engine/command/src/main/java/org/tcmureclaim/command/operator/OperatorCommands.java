package org.tcmureclaim.command.operator;

import java.util.List;
import org.tcmureclaim.agent.cli.Surroundings;

/** All commands of this package, in the order of the help. */
public final class OperatorCommands {
  private OperatorCommands() {}

  public static List<Object> all(Surroundings around) {
    return List.of(
        new StatusCommand(around),
        new DevicesCommand(around),
        new CustomersCommand(around),
        new DecisionsCommand(around),
        new ShrinkCommand(around),
        new PauseCommand(around),
        new ResumeCommand(around),
        new ReloadCommand(around),
        new DoctorCommand(around),
        new TopCommand(around),
        new CompletionCommand(around),
        new ManualCommand(around));
  }
}
