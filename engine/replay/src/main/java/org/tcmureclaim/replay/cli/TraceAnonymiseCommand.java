package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.bundle.BundleCopy;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.CopyRules;
import org.tcmureclaim.replay.trace.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim trace anonymise}: a trace that may leave the house. */
@Command(
    name = "anonymise",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Numbers devices and customers in place of their names, and leaves out configurations,"
            + " what handlers were told, and notes. Times stay relative to the host's clock; the"
            + " manifest still says when it was recorded.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace anonymise recording --out nameless",
    })
final class TraceAnonymiseCommand implements Callable<Integer> {
  private final PrintStream err;

  @Parameters(paramLabel = "TRACE", description = "A recording, or a trace that replay reads.")
  private String trace = "";

  @Option(names = "--out", paramLabel = "PATH", required = true, description = "What is made.")
  private Path out = Path.of("");

  @Mixin private PackingOption packed = new PackingOption();

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private DeviceOption chosen = new DeviceOption();

  TraceAnonymiseCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() {
    DeviceNames devices = new DeviceNames("device/%04d#1");
    DeviceNames customers = new DeviceNames("customer-%d");
    Optional<Path> recording = TraceFiles.recording(trace);
    if (recording.isPresent()) {
      try (BundleReader reader = BundleReader.open(recording.get())) {
        CopyRules rules =
            CopyRules.devices(name -> Optional.of(devices.numbered(name)), customers::numbered);
        long unused = BundleCopy.copy(reader, out, rules, packed.packing());
      }
      return ExitCode.FINE.code();
    }
    Trace ticks = TraceFiles.ticks(trace, source.forALook(chosen.chosen(), err::println));
    TickCsvFile.write(
        out,
        packed.packing(),
        List.of(ticks.ticks()),
        0,
        Integer.MAX_VALUE,
        name -> Optional.of(devices.numbered(name)));
    return ExitCode.FINE.code();
  }
}
