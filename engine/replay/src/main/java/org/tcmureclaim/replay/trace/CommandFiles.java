package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import org.tcmureclaim.replay.format.CommandFormat;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.FileContents;
import org.tcmureclaim.replay.format.FioLogNames;
import org.tcmureclaim.replay.format.Head;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/** Reads a file of commands, says what it was made of, and refuses one without a command. */
final class CommandFiles {
  private static final String NO_TIMES = "no times: one burst";

  private final TraceOptions options;

  CommandFiles(TraceOptions options) {
    this.options = options;
  }

  /** The format of a file that begins so. */
  CommandFormat format(String name, Head head) {
    return options.format().isEmpty()
        ? CommandFormats.of(name, head, options.isAdvised())
        : CommandFormats.named(options.format());
  }

  /**
   * Hands the commands of a file to a sink.
   *
   * @throws TraceException if there are too many bad lines, or no command
   */
  FoundCommands read(String name, Head head, InputStream in, CommandSink sink) throws IOException {
    CommandFormat format = format(name, head);
    requireLatencies(name, format);
    if (!format.fidelity().isEmpty()) {
      tell(name, format.fidelity());
    }
    BadLines bad = options.badLines(name);
    SeenCommands seen = new SeenCommands(sink, options.devices());
    FileContents contents = format.reader(seen).read(in, bad);
    bad.close();
    contents.passedOver("commands of devices that --devices does not name", seen.leftOut());
    requireCommands(name, seen, contents, bad);
    contents.sentences().forEach(sentence -> tell(name, sentence));
    if (seen.isOneBurst()) {
      tell(
          name,
          NO_TIMES
              + ". All %,d commands arrive at the same moment, so the figures are those of a single burst"
                  .formatted(seen.commands()));
    }
    String label = format.label() + (seen.isOneBurst() ? ", " + NO_TIMES : "");
    return new FoundCommands(format, label, bad.count());
  }

  private static void requireLatencies(String name, CommandFormat format) {
    String problem = format.label().equals("fio-latency") ? FioLogNames.problem(name) : "";
    if (!problem.isEmpty()) {
      throw new TraceException(name + ": " + problem);
    }
  }

  private void requireCommands(
      String name, SeenCommands seen, FileContents contents, BadLines bad) {
    if (seen.commands() > 0) {
      return;
    }
    contents.passedOver("bad lines", bad.count());
    String instead = contents.insteadOfCommands();
    throw new TraceException(
        name + ": has no command" + (instead.isEmpty() ? " in it" : " in it; it has " + instead));
  }

  private void tell(String name, String sentence) {
    options.notices().accept(name + ": " + sentence);
  }
}
