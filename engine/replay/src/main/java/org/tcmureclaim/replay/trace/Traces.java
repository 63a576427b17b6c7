package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.format.CsvDialect;
import org.tcmureclaim.replay.format.Head;
import org.tcmureclaim.replay.packing.SourceFile;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/** Reads traces of every format there is, as they begin. */
public final class Traces {
  /** The format of page requests, which is none of commands. */
  public static final String PAGES = PageRequestLines.FORMAT;

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
    return cache.isPresent() && run(name).equals(name)
        ? cache.get().read(Path.of(name), options, with -> new Traces(with).readFile(name))
        : readFile(name);
  }

  /**
   * Reads one trace, or several files of one run as one trace, in the order of time.
   *
   * @param names one name of any trace, or files; those of an archive are all meant
   */
  public List<Trace> read(List<String> names) {
    if (names.size() == 1) {
      return read(names.get(0));
    }
    List<SourceFile> sources = TraceFile.sources(names);
    return merged(names.get(0) + " and " + (names.size() - 1) + " more", sources);
  }

  /** What a file belongs to: a run of blktrace with a file for each CPU, or only itself. */
  public static String run(String name) {
    return BlktraceFiles.run(name);
  }

  /** Whether a file begins as one of commands does, or is an archive. */
  public static boolean hasCommands(Path file) {
    try {
      List<SourceFile> sources = SourceFile.of(file);
      if (sources.size() > 1) {
        return true;
      }
      try (InputStream in = sources.get(0).open(stream -> stream)) {
        Head head = Head.of(in);
        return CsvDialect.of(head, CommandFormats::isKnown) != CsvDialect.PLAIN
            || CommandFormats.isKnown(head);
      }
    } catch (IOException | TraceException e) {
      return false;
    }
  }

  private List<Trace> readFile(String name) {
    List<SourceFile> sources = TraceFile.sources(List.of(name));
    if (sources.size() > 1) {
      return merged(name, sources);
    }
    try (InputStream in = TraceFile.open(sources.get(0), Path.of(name), options.progress());
        OpenCommands file = OpenCommands.of(in, options)) {
      if (!sources.get(0).name().equals(name)) {
        options.notices().accept(name + ": read as " + sources.get(0).name());
      }
      return read(name, sources.get(0).name(), file);
    } catch (IOException e) {
      throw TraceFile.unreadable(name, e);
    } finally {
      options.progress().end();
    }
  }

  private List<Trace> merged(String name, List<SourceFile> sources) {
    try {
      CompilingSink sink = new CompilingSink(options);
      FoundCommands found = new CommandFiles(options).read(name, sources, sink);
      return sink.finish(name, found.label(), found.badLines());
    } catch (IOException e) {
      throw TraceFile.unreadable(name, e);
    }
  }

  /** Reads a file of this name, or the only one in it, which messages name. */
  private List<Trace> read(String name, String inside, OpenCommands file) throws IOException {
    if (file.head().isEmpty()) {
      throw new TraceException(inside + ": is empty");
    }
    BadLines bad = options.badLines(inside);
    if (options.format().isEmpty()
        && options.columns().isEmpty()
        && OpenCommands.isTicks(file.head())) {
      return TickCsv.read(name, file.stream(), bad);
    }
    if (options.format().equals(PageRequestLines.FORMAT)) {
      return PageRequestLines.read(name, file.stream(), bad);
    }
    CompilingSink sink = new CompilingSink(options);
    FoundCommands found = new CommandFiles(options).read(inside, file, sink);
    return sink.finish(name, found.label(), found.badLines());
  }
}
