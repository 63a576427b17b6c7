package org.tcmureclaim.replay.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.replay.parquet.ParquetExport;
import org.tcmureclaim.replay.trace.PackedOutput;
import org.tcmureclaim.replay.trace.PageRequests;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceImport;
import org.tcmureclaim.replay.trace.Traces;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim trace export}: traces for other people's tools. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a trace as requests for single pages, one key on each line, for the Caffeine"
          + " simulator (format 'lirs') and libCacheSim ('txt'): in every tick each device requests"
          + " all pages below its peak. Or as Parquet: the tables of a recording, the commands of"
          + " a file of them, the ticks of other traces.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace export builtin:mixed:7 --pages pages.txt.zst",
      "  tcmu-reclaim trace export recording --parquet tables",
    })
final class TraceExportCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      paramLabel = "TRACE",
      description = "Any trace that 'replay' reads, such as builtin:mixed:7.")
  private String input = "";

  @ArgGroup(multiplicity = "1")
  private Output output = new Output();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  TraceExportCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (output.parquet != null) {
      parquet(new ParquetExport(output.parquet))
          .forEach((file, rows) -> out.printf("%s: %,d rows%n", file, rows));
    } else {
      pages(output.pages);
    }
    return ExitCode.FINE.code();
  }

  private Map<Path, Long> parquet(ParquetExport export) {
    Optional<Path> recording = TraceFiles.recording(input);
    if (recording.isPresent()) {
      return export.recording(recording.get(), err::println);
    }
    TraceImport commands = new TraceImport(reading.traceOptions(err));
    return commands.hasCommands(input)
        ? export.commands(Path.of(input), commands)
        : export.ticks(input, new Traces(reading.traceOptions(err)).read(input).get(0).ticks());
  }

  private void pages(Path file) {
    List<Trace> traces = new Traces(reading.traceOptions(err), reading.cache()).read(input);
    Trace trace = traces.get(0);
    if (traces.size() > 1) {
      err.printf(
          "%s: has no completion times; taking %s, --service-time names another%n",
          input, trace.serviceTime());
    }
    try (PackedOutput pages = PackedOutput.to(file)) {
      PageRequests.write(trace.ticks(), pages.stream());
      pages.finish();
    } catch (IOException e) {
      throw new UnwritableException(file + ": cannot be written: " + e.getMessage(), e);
    }
    out.printf(
        "%s: %,d requests for %,d pages of %,d devices in %,d ticks%n",
        file,
        PageRequests.count(trace.ticks()),
        trace.ticks().sumHighWaterPages(),
        trace.ticks().devices(),
        trace.ticks().ticks());
  }

  /** One of them. */
  private static final class Output {
    @Option(
        names = "--pages",
        required = true,
        paramLabel = "FILE",
        description = "Page requests; packed if it ends in .gz or .zst.")
    private Path pages = Path.of("");

    @Option(
        names = "--parquet",
        required = true,
        paramLabel = "DIR",
        description = "A new folder for one Parquet file of each table (docs/traces.md).")
    private @Nullable Path parquet;
  }
}
