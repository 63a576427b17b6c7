package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.command.schema.KeyTable;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.manual.Manual;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim generate-manual}: the man pages, for {@code make install}. */
@Command(
    name = "generate-manual",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Writes a man page for each command, and one for the configuration.")
final class ManualCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(index = "0", paramLabel = "DIR", description = "Where to.")
  private Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "DATE", description = "Of the pages, such as 2026-11-23.")
  private String date = "";

  ManualCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    Manual manual = Manual.ofClassPath();
    int pages = manual.writePages(folder, date);
    manual.writeConfiguration(folder, date, KeyTable.sections(KnownPolicies.byName()));
    boolean unused = new Output(around).print(folder + ": " + (pages + 1) + " pages\n");
    return ExitCode.FINE.code();
  }
}
