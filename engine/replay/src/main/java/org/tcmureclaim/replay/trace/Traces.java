package org.tcmureclaim.replay.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.replay.format.Head;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/** Reads traces of every format there is, as they begin. */
public final class Traces {
  private final TraceOptions options;
  private final Optional<TickCache> cache;

  /** Reads every trace from the beginning. */
  public Traces(TraceOptions options) {
    this(options, Optional.empty());
  }

  /** Reads no file again whose ticks are in the cache. */
  public Traces(TraceOptions options, Optional<TickCache> cache) {
    this.options = options;
    this.cache = cache;
  }

  /**
   * Reads one file or recording, or makes a built-in workload such as {@code builtin:mixed:7}.
   *
   * @return the trace; several where the replay of one file under several service times was asked
   *     for or is the default
   * @throws TraceException if it cannot be read or has too many bad lines
   */
  public List<Trace> read(String name) {
    if (BuiltinTraces.isBuiltin(name)) {
      return List.of(BuiltinTraces.of(name));
    }
    List<Path> recordings = Recordings.in(Path.of(name));
    if (!recordings.isEmpty()) {
      return recordings.stream()
          .map(folder -> RecordingTicks.read(folder.toString(), folder, options.notices()))
          .toList();
    }
    return cache.isPresent()
        ? cache.get().read(Path.of(name), options, with -> new Traces(with).readFile(name))
        : readFile(name);
  }

  private List<Trace> readFile(String name) {
    try (InputStream in = TraceFile.open(Path.of(name), options.progress())) {
      return read(name, in);
    } catch (EOFException e) {
      throw new TraceException(name + ": the compressed file ends too early; copy it again", e);
    } catch (IOException e) {
      throw new TraceException(name + ": cannot be read: " + e.getMessage(), e);
    } finally {
      options.progress().end();
    }
  }

  private List<Trace> read(String name, InputStream in) throws IOException {
    Head head = Head.of(in);
    if (head.isEmpty()) {
      throw new TraceException(name + ": is empty");
    }
    BadLines bad = options.badLines(name);
    if (options.format().isEmpty() && head.firstLine().equals(TickCsv.HEADER)) {
      return TickCsv.read(name, in, bad);
    }
    if (options.format().equals(PageRequestLines.FORMAT)) {
      return PageRequestLines.read(name, in, bad);
    }
    CompilingSink sink = new CompilingSink(options);
    FoundCommands found = new CommandFiles(options).read(name, head, in, sink);
    return sink.finish(name, found.label(), found.badLines());
  }
}
