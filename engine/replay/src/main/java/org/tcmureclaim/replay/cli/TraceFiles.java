package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.trace.Progress;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.trace.Traces;

/** The traces that {@code trace} is given: recordings, or anything that {@code replay} reads. */
final class TraceFiles {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long TRANSFER_BYTES = 64 << 10;
  private static final int QUEUE_DEPTH = 128;
  private static final int AREA_PAGES = 1 << 18;

  private TraceFiles() {}

  /** The one recording of this name; empty where it is another trace. */
  static Optional<Path> recording(String name) {
    if (name.startsWith("builtin:")) {
      return Optional.empty();
    }
    List<Path> found = Recordings.in(Path.of(name));
    if (found.size() > 1) {
      throw new TraceException(
          name + ": holds " + found.size() + " recordings; name one, such as " + found.get(0));
    }
    return found.stream().findFirst();
  }

  /** Another trace, of commands of 5 ms where it has no latencies. */
  static Trace ticks(String name, PrintStream err) {
    TraceOptions options =
        new TraceOptions(
            "",
            0,
            SECOND_NANOS,
            new TargetSettings(TRANSFER_BYTES, QUEUE_DEPTH, AREA_PAGES),
            List.of("fixed:5ms"),
            err::println,
            Progress.SILENT);
    return new Traces(options).read(name).get(0);
  }
}
