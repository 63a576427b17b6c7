package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.replay.trace.ImportSummary;
import org.tcmureclaim.replay.trace.TraceImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim trace import}: other people's formats into the plain one. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Rewrites a trace of commands in the plain format, or compiles it to recordings: one for each"
          + " service time. 'replay' reads all these formats as they are; what was imported is read"
          + " faster, and has neither offsets nor bad lines.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace import io.csv --format alibaba --out io.csv.zst",
      "  tcmu-reclaim trace import blk.txt --format blkparse --out blk.csv.zst",
      "  tcmu-reclaim trace import job_clat.*.log --out jobs.csv.zst"
    })
final class TraceImportCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      paramLabel = "IN",
      arity = "1..*",
      description =
          "A file, packed or not, or a tar or zip archive; several files of one run become one"
              + " trace, in the order of time.")
  private List<String> input = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "What to write: PATH.csv, PATH.csv.gz or PATH.csv.zst, or a new folder.")
  private Path output = Path.of("");

  @Mixin private PackingOption packed = new PackingOption();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  TraceImportCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (!output.toString().matches(".*\\.csv(\\.gz|\\.zst)?")) {
      return bundles();
    }
    ImportSummary summary = new TraceImport(reading.traceOptions(err)).commands(input, output);
    out.printf(
        "%s: %,d commands of %,d devices from %s%s; %,d without a completion time, %,d bad lines%n",
        output,
        summary.commands(),
        summary.devices(),
        summary.format(),
        summary.fidelity().isEmpty() ? "" : " (" + summary.fidelity() + ")",
        summary.withoutLatency(),
        summary.badLines());
    return ExitCode.FINE.code();
  }

  private int bundles() {
    String name = String.valueOf(output.getFileName());
    if (name.indexOf('.') > 0 && !Files.isDirectory(output)) {
      throw new UsageException(
          "--out: expected a name that ends in .csv, .csv.gz or .csv.zst, or a folder without a"
              + " dot in its name; got '"
              + output
              + "'");
    }
    String program = String.join("", new Workstation.Version().getVersion());
    new TraceImport(reading.traceOptions(err))
        .bundles(input, output, program, packed.packing())
        .forEach(
            (folder, trace) ->
                out.printf(
                    "%s: %,d commands of %,d devices from %s in %,d ticks, service time %s;"
                        + " %,d bad lines%n",
                    folder,
                    trace.lines(),
                    trace.ticks().devices(),
                    trace.format(),
                    trace.ticks().ticks(),
                    trace.serviceTime(),
                    trace.badLines()));
    return ExitCode.FINE.code();
  }
}
