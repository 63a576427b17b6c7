package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tcmureclaim.configuration.DurationText;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.bundle.BundleCopy;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.CopyRules;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.trace.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim trace cut}: a range of time of a trace. */
@Command(
    name = "cut",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Copies a range of time, counted from the beginning of the trace.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace cut recording --from 60s --to 120s --out minute",
    })
final class TraceCutCommand implements Callable<Integer> {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final PrintStream err;

  @Parameters(paramLabel = "TRACE", description = "A recording, or a trace that replay reads.")
  private String trace = "";

  @Option(names = "--out", paramLabel = "PATH", required = true, description = "What is made.")
  private Path out = Path.of("");

  @Mixin private PackingOption packed = new PackingOption();

  @Option(
      names = "--from",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description = "Where it begins, such as 90s. Default: ${DEFAULT-VALUE}.")
  private String from = "0s";

  @Option(
      names = "--to",
      paramLabel = "DURATION",
      defaultValue = "1000000h",
      description = "Where it ends. Default: at its end.")
  private String to = "1000000h";

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private DeviceOption devices = new DeviceOption();

  TraceCutCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() {
    long fromNanos = DurationText.nanos(from);
    long toNanos = DurationText.nanos(to);
    if (fromNanos >= toNanos) {
      throw new UsageException("--from " + from + " is not before --to " + to);
    }
    Optional<Path> recording = TraceFiles.recording(trace);
    if (recording.isPresent()) {
      cut(recording.get(), fromNanos, toNanos);
      return ExitCode.FINE.code();
    }
    Trace ticks = TraceFiles.ticks(trace, source.forALook(devices.chosen(), err::println));
    int first = (int) Math.min(Integer.MAX_VALUE, fromNanos / SECOND_NANOS);
    int end = (int) Math.min(Integer.MAX_VALUE, toNanos / SECOND_NANOS);
    TickCsvFile.write(out, packed.packing(), List.of(ticks.ticks()), first, end, Optional::of);
    return ExitCode.FINE.code();
  }

  private void cut(Path folder, long fromNanos, long toNanos) {
    long beganNanos;
    try (BundleReader look = BundleReader.open(folder)) {
      beganNanos = look.next() ? look.tick().atNanos() : 0;
    }
    try (BundleReader reader = BundleReader.open(folder)) {
      CopyRules rules = CopyRules.range(beganNanos + fromNanos, beganNanos + toNanos);
      if (BundleCopy.copy(reader, out, rules, packed.packing()) == 0) {
        throw new TraceException(folder + ": nothing was recorded from " + from + " to " + to);
      }
    }
  }
}
