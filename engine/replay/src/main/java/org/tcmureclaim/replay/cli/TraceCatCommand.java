package org.tcmureclaim.replay.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.TableText;
import org.tcmureclaim.recording.table.Table;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim trace cat}: a table of a trace as text. */
@Command(
    name = "cat",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints a table of a recording, all segments of it; of other traces their ticks.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace cat recording --table decision",
      "  tcmu-reclaim trace cat recording --table host | cut -d, -f1,5 | head",
    })
final class TraceCatCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(paramLabel = "TRACE", description = "A recording, or a trace that replay reads.")
  private String trace = "";

  @Option(
      names = "--table",
      paramLabel = "NAME",
      defaultValue = "device",
      description = "host, device, ladder, event, decision or reason. Default: ${DEFAULT-VALUE}.")
  private String table = "device";

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private DeviceOption devices = new DeviceOption();

  TraceCatCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    Path recording = TraceFiles.recording(trace).orElse(null);
    if (recording == null) {
      print(TraceFiles.ticks(trace, source.forALook(devices.chosen(), err::println)).ticks());
      return ExitCode.FINE.code();
    }
    try (BundleReader reader = BundleReader.open(recording)) {
      TableText.write(reader, wanted(), out);
      out.flush();
    } catch (IOException e) {
      throw new TraceException(recording + ": cannot be read: " + e.getMessage(), e);
    }
    return ExitCode.FINE.code();
  }

  private Table wanted() {
    List<String> labels = Arrays.stream(Table.values()).map(Table::label).toList();
    return Arrays.stream(Table.values())
        .filter(known -> known.label().equals(table.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--table: no table '%s'; known: %s%s"
                        .formatted(
                            table, String.join(", ", labels), NearMiss.hint(table, labels))));
  }

  private void print(TickTable ticks) {
    out.println("tick,dev,peak_pages,floor_pages");
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
        out.println(
            tick
                + ","
                + ticks.name(ticks.device(row))
                + ","
                + ticks.peakPages(row)
                + ","
                + ticks.floorPages(row));
      }
    }
    out.flush();
  }
}
