package org.tcmureclaim.replay.trace;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tcmureclaim.replay.command.ServiceTimes;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.format.TableColumns;
import org.tcmureclaim.replay.text.BadLines;

/**
 * How traces are to be read.
 *
 * @param format label of the format of commands, or empty where the file says it
 * @param columns what the columns of files of commands are, if the user says it
 * @param mostBadLines how many lines of one file may be left out
 * @param devices the devices of commands that are wanted
 * @param tickNanos length of a tick, for traces of commands
 * @param serviceTimes for commands without a recorded latency; each model makes a trace of its own
 * @param notices where messages about files and single lines go
 * @param isAdvised whether the user can give {@code --format}, {@code --max-errors} and {@code
 *     --devices}, so that messages may name them
 */
public record TraceOptions(
    String format,
    Optional<TableColumns> columns,
    long mostBadLines,
    ChosenDevices devices,
    long tickNanos,
    TargetSettings target,
    ServiceTimes serviceTimes,
    Consumer<String> notices,
    Progress progress,
    boolean isAdvised) {

  /** For all devices, of a user who has no options to change that. */
  public TraceOptions(
      String format,
      long mostBadLines,
      long tickNanos,
      TargetSettings target,
      List<String> serviceTimes,
      Consumer<String> notices,
      Progress progress) {
    this(
        format,
        Optional.empty(),
        mostBadLines,
        ChosenDevices.ALL,
        tickNanos,
        target,
        ServiceTimes.usual(serviceTimes),
        notices,
        progress,
        false);
  }

  /** The same with messages that go elsewhere. */
  TraceOptions with(Consumer<String> newNotices) {
    return new TraceOptions(
        format,
        columns,
        mostBadLines,
        devices,
        tickNanos,
        target,
        serviceTimes,
        newNotices,
        progress,
        isAdvised);
  }

  /** Counts the bad lines of a file. */
  BadLines badLines(String file) {
    return isAdvised
        ? new BadLines(file, mostBadLines, notices)
        : BadLines.unadvised(file, mostBadLines, notices);
  }
}
