package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tcmureclaim.replay.format.CommandFormat;
import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.FileContents;
import org.tcmureclaim.replay.format.FioLogNames;
import org.tcmureclaim.replay.packing.SourceFile;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/** Reads a file of commands, says what it was made of, and refuses one without a command. */
final class CommandFiles {
  private static final String NO_TIMES = "no times: one burst";

  private final TraceOptions options;

  CommandFiles(TraceOptions options) {
    this.options = options;
  }

  /**
   * Hands the commands of files to a sink: of one as it is, of several in the order of time.
   *
   * @param name of all of them, for messages
   * @throws TraceException if there are too many bad lines, or no command
   */
  FoundCommands read(String name, List<SourceFile> sources, CommandSink sink) throws IOException {
    if (sources.size() == 1) {
      SourceFile source = sources.get(0);
      try (InputStream in = TraceFile.open(source, Path.of(name), options.progress());
          OpenCommands file = OpenCommands.of(in, options)) {
        return read(source.name(), file, sink);
      }
    }
    for (SourceFile source : sources) {
      requireLatencies(source.name());
    }
    SeenCommands seen = new SeenCommands(sink, options);
    MergedFiles files = new MergedFiles(options);
    CommandFormat format = files.read(sources, seen);
    tellFidelity(name, format);
    files.contents().note(sources.size() + " files, merged by their times");
    return found(name, format, files.label(), files.contents(), seen, files.badLines());
  }

  /** The same for a file that was opened. */
  FoundCommands read(String name, OpenCommands file, CommandSink sink) throws IOException {
    CommandFormat format = file.format(name, options);
    if (format.label().equals("fio-latency")) {
      requireLatencies(name);
    }
    tellFidelity(name, format);
    BadLines bad = options.badLines(name);
    SeenCommands seen = new SeenCommands(sink, options);
    FileContents contents = format.reader(seen).read(file.stream(), bad);
    bad.close();
    if (!file.note().isEmpty()) {
      tell(name, file.note());
    }
    return found(name, format, format.label(), contents, seen, bad.count());
  }

  private FoundCommands found(
      String name,
      CommandFormat format,
      String label,
      FileContents contents,
      SeenCommands seen,
      long badLines) {
    contents.passedOver("commands of devices that --devices does not name", seen.leftOut());
    requireCommands(name, seen, contents, badLines);
    contents.sentences().forEach(sentence -> tell(name, sentence));
    if (seen.isOneBurst()) {
      tell(
          name,
          String.format(
              Locale.ROOT,
              "%s. All %,d commands arrive at the same moment, so the figures are those of a single"
                  + " burst",
              NO_TIMES,
              seen.commands()));
    }
    String cautions = contents.cautions();
    String all =
        label
            + (cautions.isEmpty() ? "" : ", " + cautions)
            + (seen.isOneBurst() ? ", " + NO_TIMES : "");
    return new FoundCommands(format, all, badLines);
  }

  private void tellFidelity(String name, CommandFormat format) {
    if (!format.fidelity().isEmpty()) {
      tell(name, format.fidelity());
    }
  }

  private static void requireLatencies(String name) {
    String problem = FioLogNames.problem(name);
    if (!problem.isEmpty()) {
      throw new TraceException(name + ": " + problem);
    }
  }

  private void requireCommands(
      String name, SeenCommands seen, FileContents contents, long badLines) {
    if (seen.commands() > 0) {
      return;
    }
    contents.passedOver("bad lines", badLines);
    String instead = contents.insteadOfCommands();
    throw new TraceException(
        name + ": has no command" + (instead.isEmpty() ? " in it" : " in it; " + instead));
  }

  private void tell(String name, String sentence) {
    options.notices().accept(name + ": " + sentence);
  }
}
