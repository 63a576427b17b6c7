package org.tcmureclaim.replay.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.DurationText;
import org.tcmureclaim.replay.load.ApiLoad;
import org.tcmureclaim.replay.load.LoadPlan;
import org.tcmureclaim.replay.load.LoadResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim bench-api}: an agent under load; {@code make bench-api}. */
@Command(
    name = "bench-api",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts agents on simulated hosts, watches their event streams, asks their APIs, and prints"
            + " what was answered, what it cost them, and their ticks without and with it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim bench-api                            a first look, in four minutes",
      "  tcmu-reclaim bench-api --for 10m                  the measure of docs/api.md",
      "  tcmu-reclaim bench-api --luns 256 --viewers 200   what gives way first",
    })
final class BenchApiCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description = "How long the load lasts, for each number of LUNs. Default: ${DEFAULT-VALUE}.")
  private String loadFor = "";

  @Option(
      names = "--quiet-for",
      paramLabel = "DURATION",
      description = "How long ticks are measured without load before. Default: as --for.")
  private @Nullable String quietFor;

  @Option(
      names = "--luns",
      paramLabel = "N",
      split = ",",
      defaultValue = "256,1000",
      description = "LUNs of the simulated hosts. Default: ${DEFAULT-VALUE}.")
  private List<Integer> luns = List.of();

  @Option(
      names = "--viewers",
      paramLabel = "N",
      defaultValue = "50",
      description = "Viewers of the event stream. Default: ${DEFAULT-VALUE}.")
  private int viewers;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Requests a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "20",
      description = "Connections that they are spread over. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(names = "--fresh", description = "Each request has a connection of its own.")
  private boolean fresh;

  BenchApiCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    ApiLoad load = new ApiLoad(program(), err::println);
    boolean complete = true;
    for (int size : luns) {
      LoadResult result =
          load.run(
              new LoadPlan(
                  positive("--luns", size),
                  viewers,
                  positive("--rate", rate),
                  positive("--connections", connections),
                  fresh,
                  DurationText.nanos(quietFor == null ? loadFor : quietFor),
                  DurationText.nanos(loadFor)));
      out.print(result.text());
      complete &= result.isComplete();
    }
    return (complete ? ExitCode.FINE : ExitCode.UNEXPECTED).code();
  }

  private static int positive(String option, int number) {
    if (number < 1) {
      throw new ConfigurationException(option + " must be 1 or more, not " + number);
    }
    return number;
  }

  /** The program that started this one. */
  private static Path program() {
    Path program = Path.of(System.getProperty("tcmureclaim.home", "."), "bin", "tcmu-reclaim");
    if (!Files.isExecutable(program)) {
      throw new ConfigurationException(program + " cannot be run; start this with make bench-api");
    }
    return program;
  }
}
