package org.tcmureclaim.replay.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.trace.PackedOutput;
import org.tcmureclaim.replay.trace.PageRequests;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.Traces;
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
          + " all pages below its peak.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace export builtin:mixed:7 --pages pages.txt.zst",
    })
final class TraceExportCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      paramLabel = "TRACE",
      description = "Any trace that 'replay' reads, such as builtin:mixed:7.")
  private String input = "";

  @Option(
      names = "--pages",
      required = true,
      paramLabel = "FILE",
      description = "What to write; packed if it ends in .gz or .zst.")
  private Path output = Path.of("");

  @Mixin private ReadingOptions reading = new ReadingOptions();

  TraceExportCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    List<Trace> traces = new Traces(reading.traceOptions(err), reading.cache()).read(input);
    Trace trace = traces.get(0);
    if (traces.size() > 1) {
      err.printf(
          "%s: has no completion times; taking %s, --service-time names another%n",
          input, trace.serviceTime());
    }
    try (PackedOutput pages = PackedOutput.to(output)) {
      PageRequests.write(trace.ticks(), pages.stream());
      pages.finish();
    } catch (IOException e) {
      throw new TraceException(output + ": cannot be written: " + e.getMessage(), e);
    }
    out.printf(
        "%s: %,d requests for %,d pages of %,d devices in %,d ticks%n",
        output,
        PageRequests.count(trace.ticks()),
        trace.ticks().sumHighWaterPages(),
        trace.ticks().devices(),
        trace.ticks().ticks());
    return ExitCode.FINE.code();
  }
}
