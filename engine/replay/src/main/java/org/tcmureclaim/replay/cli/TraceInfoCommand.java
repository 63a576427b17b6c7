package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.Traces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Parameters(
      paramLabel = "TRACE",
      arity = "1..*",
      description = "Recordings, or traces that replay reads.")
  private List<String> traces = List.of();

  @Mixin private TogetherOption together = new TogetherOption();

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private DeviceOption devices = new DeviceOption();

  TraceInfoCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    for (List<String> names : together.groups(traces)) {
      String name = names.get(0);
      out.println(String.join("\n", names));
      Optional<Path> recording = names.size() > 1 ? Optional.empty() : TraceFiles.recording(name);
      recording.ifPresent(folder -> out.print(RecordingFigures.text(folder)));
      List<String> notes = new ArrayList<>();
      Trace trace =
          new Traces(source.forALook(devices.chosen(), notes::add))
              .read(recording.map(folder -> List.of(folder.toString())).orElse(names))
              .get(0);
      if (recording.isEmpty()) {
        out.print(
            TickFigures.line(
                "format",
                "%s, %,d lines, service time %s",
                trace.format(),
                trace.lines(),
                trace.serviceTime()));
      }
      notes.forEach(note -> out.print(TickFigures.line("note", "%s", within(trace.name(), note))));
      out.print(new TickFigures(trace.ticks()).text());
    }
    out.flush();
    return ExitCode.FINE.code();
  }

  /** A note without the name of the file, under which it is printed. */
  private static String within(String name, String note) {
    return note.startsWith(name + ": ") ? note.substring(name.length() + 2) : note;
  }
}
