package org.tcmureclaim.command.check;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.UnitPaths;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim unit-paths}: what the systemd units must let agent and server write. */
@Command(
    name = "unit-paths",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Prints a drop-in for the systemd unit with the folders that a configuration has the agent"
          + " write. The unit lets it write /run/tcmu-reclaim and /var/lib/tcmu-reclaim only;"
          + " recording.directory, ledger.directory and the folder of stock.lease may lie elsewhere."
          + " With --serve: one for the server's unit, which lets it write /run/tcmu-reclaim-serve"
          + " only, with the folders of Unix sockets of api.listen. Prints nothing where none does.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The drop-in was printed, or none is needed.",
      "2:The command line is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim unit-paths | sudo tee /etc/systemd/system/tcmu-reclaim.service.d/paths.conf",
      "  sudo systemctl daemon-reload && sudo systemctl restart tcmu-reclaim",
      "  D=/etc/systemd/system/tcmu-reclaim-serve.service.d; sudo mkdir -p $D",
      "  tcmu-reclaim unit-paths --serve | sudo tee $D/paths.conf",
    })
public final class UnitPathsCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The agent's configuration; /etc/tcmu-reclaim/agent.yaml where none is given.")
  private @Nullable Path file;

  @Option(names = "--serve", description = "For tcmu-reclaim-serve, not for tcmu-reclaim.")
  private boolean serve;

  public UnitPathsCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    UnitPaths unit = serve ? UnitPaths.SERVER : UnitPaths.AGENT;
    List<Path> folders = unit.folders(AgentConfig.load(Surroundings.configurationFile(file)));
    if (!folders.isEmpty()) {
      PrintStream out = around.text();
      out.print(unit.dropIn(folders));
      out.flush();
    }
    return ExitCode.FINE.code();
  }
}
