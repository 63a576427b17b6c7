package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.replay.trace.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim trace info}: what is in a trace, before anybody runs a policy. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Shows rates, skew, footprints and gaps of traces.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace info recording",
      "  tcmu-reclaim trace info builtin:mixed:7",
    })
final class TraceInfoCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      paramLabel = "TRACE",
      arity = "1..*",
      description = "Recordings, or traces that replay reads.")
  private List<String> traces = List.of();

  TraceInfoCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    for (String name : traces) {
      out.println(name);
      Optional<Path> recording = TraceFiles.recording(name);
      recording.ifPresent(folder -> out.print(RecordingFigures.text(folder)));
      Trace trace = TraceFiles.ticks(recording.map(Path::toString).orElse(name), err);
      if (recording.isEmpty()) {
        out.print(
            TickFigures.line(
                "format",
                "%s, %,d lines, service time %s",
                trace.format(),
                trace.lines(),
                trace.serviceTime()));
      }
      out.print(new TickFigures(trace.ticks()).text());
    }
    out.flush();
    return ExitCode.FINE.code();
  }
}
