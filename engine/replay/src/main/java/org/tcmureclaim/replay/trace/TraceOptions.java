package org.tcmureclaim.replay.trace;

import java.util.List;
import java.util.function.Consumer;
import org.tcmureclaim.replay.command.TargetSettings;

/**
 * How traces are to be read.
 *
 * @param format label of the format of commands, or empty where the file says it
 * @param mostBadLines how many lines of one file may be left out
 * @param tickNanos length of a tick, for traces of commands
 * @param serviceTimes models for commands without a recorded latency; each makes a trace of its own
 * @param notices where messages about single lines go
 */
public record TraceOptions(
    String format,
    long mostBadLines,
    long tickNanos,
    TargetSettings target,
    List<String> serviceTimes,
    Consumer<String> notices,
    Progress progress) {

  public TraceOptions {
    serviceTimes = List.copyOf(serviceTimes);
  }

  /** The same with messages that go elsewhere. */
  TraceOptions with(Consumer<String> newNotices) {
    return new TraceOptions(
        format, mostBadLines, tickNanos, target, serviceTimes, newNotices, progress);
  }
}
