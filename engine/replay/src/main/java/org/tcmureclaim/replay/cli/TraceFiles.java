package org.tcmureclaim.replay.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.trace.Traces;

/** The traces that {@code trace} is given: recordings, or anything that {@code replay} reads. */
final class TraceFiles {
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

  /** Another trace. */
  static Trace ticks(String name, TraceOptions options) {
    return new Traces(options).read(name).get(0);
  }
}
