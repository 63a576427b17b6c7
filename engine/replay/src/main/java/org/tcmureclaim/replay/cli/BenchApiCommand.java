package org.tcmureclaim.replay.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.DurationText;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.replay.load.ApiLoad;
import org.tcmureclaim.replay.load.Comparison;
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
            + " what was answered, what agent and server cost (memory, threads, jars), how long they"
            + " took to begin and to react, and their ticks without and with load.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim bench-api                            a first look, in four minutes",
      "  tcmu-reclaim bench-api --for 10m                  the measure of docs/api.md",
      "  tcmu-reclaim bench-api --luns 256 --viewers 200   what gives way first",
      "  tcmu-reclaim bench-api --against /usr/lib/tcmu-reclaim/bin/tcmu-reclaim --rounds 5",
      "                                                    another build in turns with this one",
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

  @Option(
      names = "--against",
      paramLabel = "PROGRAM",
      description = "Another bin/tcmu-reclaim, measured in turns with this one.")
  private @Nullable Path against;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "With --against: how often each of the two. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  BenchApiCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    boolean complete = true;
    for (int size : luns) {
      complete &= against == null ? one(size).isComplete() : compare(size, executable(against));
    }
    return (complete ? ExitCode.FINE : ExitCode.NOT_AS_EXPECTED).code();
  }

  private LoadResult one(int size) throws IOException {
    LoadResult result = new ApiLoad(program(), err::println).run(plan(size));
    out.print(result.text());
    return result;
  }

  /** Whether all of this program's requests were answered; the other's are its own affair. */
  private boolean compare(int size, Path other) throws IOException {
    Comparison comparison = new Comparison();
    boolean complete = true;
    for (int round = 0; round < positive("--rounds", rounds); round++) {
      LoadResult mine = one(size);
      out.println("against " + other + ":");
      LoadResult others = new ApiLoad(other, err::println).run(plan(size));
      out.print(others.text());
      comparison.add(mine, others);
      complete &= mine.isComplete();
    }
    out.println("this against the other, medians of " + rounds + " rounds:");
    out.print(comparison.text());
    return complete;
  }

  private LoadPlan plan(int size) {
    return new LoadPlan(
        positive("--luns", size),
        viewers,
        positive("--rate", rate),
        positive("--connections", connections),
        fresh,
        DurationText.nanos(quietFor == null ? loadFor : quietFor),
        DurationText.nanos(loadFor));
  }

  private static int positive(String option, int number) {
    if (number < 1) {
      throw new UsageException(option + " must be 1 or more, not " + number);
    }
    return number;
  }

  /** The program that started this one. */
  private static Path program() {
    return executable(Path.of(System.getProperty("tcmureclaim.home", "."), "bin", "tcmu-reclaim"));
  }

  private static Path executable(Path program) {
    if (!Files.isExecutable(program)) {
      throw new UsageException(
          program + " cannot be run; it must be a built bin/tcmu-reclaim (make build)");
    }
    return program;
  }
}
