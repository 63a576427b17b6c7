package org.tcmureclaim.replay.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.replay.command.ServiceTimes;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.format.TableColumns;
import org.tcmureclaim.replay.trace.ChosenDevices;
import org.tcmureclaim.replay.trace.Progress;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.trace.Traces;
import picocli.CommandLine.Option;

/** Options of every command that reads other people's traces: what is in their files. */
final class SourceOptions {
  private static final long SECOND_NANOS = 1_000_000_000L;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "Format of files of commands, where their beginning does not say: commands, blkparse,"
              + " blktrace, fio-iolog-2, fio-iolog-3, fio-latency, alibaba, tencent, msr, fiu, systor17, disksim,"
              + " mqsim, vscsi-1 or vscsi-2; or pages, a file of page requests.")
  private String format = "";

  @Option(
      names = "--columns",
      paramLabel = "MAP",
      description =
          "What the columns of any other table of commands are, by number or by the name in its"
              + " header: NAME=COLUMN[:UNIT],… with "
              + TableColumns.HELP
              + ". Only time and size must be there; the first unit is meant where none is given.")
  private @Nullable String columns;

  @Option(
      names = "--separator",
      paramLabel = "WHAT",
      defaultValue = "",
      description =
          "What separates them: comma, semicolon, tab, blank, pipe or one character. Default: what"
              + " the first line shows.")
  private String separator = "";

  @Option(
      names = "--max-errors",
      paramLabel = "N",
      defaultValue = "0",
      description = "Leave out up to N bad lines in each file. Default: ${DEFAULT-VALUE}.")
  private long maxErrors;

  /** These and others, checked; messages and progress go to {@code err}. */
  TraceOptions with(
      ChosenDevices devices,
      long tickNanos,
      TargetSettings target,
      ServiceTimes serviceTimes,
      Consumer<String> notices,
      Progress progress) {
    ReadingOptions.check("--max-errors", maxErrors, 0);
    if (columns == null && !separator.isEmpty()) {
      throw new UsageException("--separator needs --columns");
    }
    if (columns != null && !format.isEmpty()) {
      throw new UsageException("--columns and --format exclude each other");
    }
    if (!format.isEmpty()) {
      CommandFormats.requireKnown(format, Traces.PAGES);
    }
    Optional<TableColumns> table =
        Optional.ofNullable(columns).map(map -> new TableColumns(map, separator));
    return new TraceOptions(
        format,
        table,
        maxErrors,
        devices,
        tickNanos,
        target,
        serviceTimes,
        notices,
        progress,
        true);
  }

  /** These for a look at a trace: ticks of 1 s, commands of 5 ms where it has no latencies. */
  TraceOptions forALook(ChosenDevices devices, Consumer<String> notices) {
    return with(
        devices,
        SECOND_NANOS,
        TargetSettings.KERNEL_DEFAULTS,
        ServiceTimes.usual(List.of("fixed:5ms")),
        notices,
        Progress.SILENT);
  }
}
