package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.bundle.BundleCopy;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.CopyRules;
import org.tcmureclaim.replay.trace.ChosenDevices;
import org.tcmureclaim.replay.trace.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim trace sample}: some devices of a trace, with all that they did. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Keeps a share of the devices, each of them whole: a share of their commands would have"
            + " other peaks. The configuration is left out, as the decisions were about all.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace sample recording --devices 10%% --seed 1 --out tenth",
    })
final class TraceSampleCommand implements Callable<Integer> {
  private final PrintStream err;

  @Parameters(paramLabel = "TRACE", description = "A recording, or a trace that replay reads.")
  private String trace = "";

  @Option(names = "--out", paramLabel = "PATH", required = true, description = "What is made.")
  private Path out = Path.of("");

  @Mixin private PackingOption packed = new PackingOption();

  @Option(
      names = "--devices",
      paramLabel = "WHICH",
      defaultValue = "10%",
      description =
          "The share of devices to keep, or their names, separated by commas; * stands for"
              + " anything. Default: ${DEFAULT-VALUE}.")
  private String devices = "10%";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which ones. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private SourceOptions source = new SourceOptions();

  TraceSampleCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() {
    boolean isShare = devices.matches("[0-9]{1,3}(\\.[0-9]{1,3})?%");
    if (!isShare && devices.endsWith("%")) {
      throw new UsageException("--devices: expected a share such as 10%, got " + devices);
    }
    ChosenDevices named =
        isShare ? ChosenDevices.ALL : new ChosenDevices(List.of(devices.split(",")));
    double share =
        isShare ? Double.parseDouble(devices.substring(0, devices.length() - 1)) / 100 : 1;
    Function<String, Optional<String>> kept =
        name -> named.has(name) ? DeviceNames.sampled(name, share, seed) : Optional.empty();
    Optional<Path> recording = TraceFiles.recording(trace);
    if (recording.isPresent()) {
      try (BundleReader reader = BundleReader.open(recording.get())) {
        CopyRules rules = CopyRules.devices(kept, UnaryOperator.identity());
        long unused = BundleCopy.copy(reader, out, rules, packed.packing());
      }
      return ExitCode.FINE.code();
    }
    Trace ticks = TraceFiles.ticks(trace, source.forALook(named, err::println));
    TickCsvFile.write(out, packed.packing(), List.of(ticks.ticks()), 0, Integer.MAX_VALUE, kept);
    return ExitCode.FINE.code();
  }
}
