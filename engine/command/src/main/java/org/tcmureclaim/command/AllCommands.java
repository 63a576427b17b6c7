package org.tcmureclaim.command;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.agent.cli.AgentCommand;
import org.tcmureclaim.agent.cli.AgentRunner;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.serve.ServeCommand;
import org.tcmureclaim.command.check.CheckCommand;
import org.tcmureclaim.command.check.UnitPathsCommand;
import org.tcmureclaim.command.explain.ExplainCommand;
import org.tcmureclaim.command.operator.OperatorCommands;
import org.tcmureclaim.command.record.RecordCommand;
import picocli.CommandLine;

/**
 * All commands of a storage host. {@code bin/tcmu-reclaim} runs {@code agent} and {@code serve} as
 * programs of their own, with their own class paths; here they are for help, manual and completion.
 */
public final class AllCommands {
  private AllCommands() {}

  /**
   * The command line.
   *
   * @param runner what {@code record --own} runs
   */
  public static CommandLine of(AgentRunner runner, Surroundings around) {
    List<Object> all = new ArrayList<>();
    all.add(AgentCommand.line(runner, around));
    all.add(new ServeCommand(around));
    all.add(new CheckCommand(around));
    all.add(new ExplainCommand(around));
    all.add(new RecordCommand(runner, around));
    all.add(new UnitPathsCommand(around));
    all.addAll(OperatorCommands.all(around));
    return TcmuReclaim.with(around, all);
  }
}
