package org.tcmureclaim.command;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.agent.cli.AgentCommand;
import org.tcmureclaim.agent.cli.AgentRunner;
import org.tcmureclaim.agent.cli.ServeCommand;
import org.tcmureclaim.agent.cli.ServeOptions;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.command.check.CheckCommand;
import org.tcmureclaim.command.check.UnitPathsCommand;
import org.tcmureclaim.command.explain.ExplainCommand;
import org.tcmureclaim.command.operator.OperatorCommands;
import org.tcmureclaim.command.record.RecordCommand;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine;

/**
 * All commands of a storage host. {@code bin/tcmu-reclaim} runs {@code agent} and {@code serve} as
 * programs of their own, with their own class paths; here they are for help, manual and completion.
 */
public final class AllCommands {
  private AllCommands() {}

  private static ExitCode serveElsewhere(ServeOptions options, Surroundings around) {
    throw new IllegalStateException("bin/tcmu-reclaim runs 'serve' as a program of its own");
  }

  /**
   * The command line.
   *
   * @param runner what {@code record --own} runs
   */
  public static CommandLine of(AgentRunner runner, Surroundings around) {
    List<Object> all = new ArrayList<>();
    all.add(AgentCommand.line(runner, around));
    all.add(new ServeCommand(AllCommands::serveElsewhere, around));
    all.add(new CheckCommand(around));
    all.add(new ExplainCommand(around));
    all.add(new RecordCommand(runner, around));
    all.add(new UnitPathsCommand(around));
    all.addAll(OperatorCommands.all(around));
    return TcmuReclaim.with(around, all);
  }
}
