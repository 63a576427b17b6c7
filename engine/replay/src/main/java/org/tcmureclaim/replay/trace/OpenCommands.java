package org.tcmureclaim.replay.trace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tcmureclaim.replay.format.CommandFormat;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.format.CsvDialect;
import org.tcmureclaim.replay.format.Head;
import org.tcmureclaim.replay.text.TraceException;

/**
 * A file that was opened and looked at: its stream in the plain dialect, and its beginning.
 *
 * @param note what was changed about it; empty where nothing was
 */
record OpenCommands(InputStream stream, Head head, String note) implements AutoCloseable {
  /** Looks at a stream that supports marks. */
  static OpenCommands of(InputStream in, TraceOptions options) throws IOException {
    Head head = Head.of(in);
    if (options.columns().isPresent()) {
      return new OpenCommands(in, head, "");
    }
    String format = options.format();
    CsvDialect dialect =
        CsvDialect.of(head, beginning -> isTicks(beginning) || isKnown(beginning, format));
    return new OpenCommands(
        dialect == CsvDialect.PLAIN ? in : new BufferedInputStream(dialect.plain(in)),
        dialect.plain(head),
        dialect.note());
  }

  /** Whether a file that begins so is a table of ticks. */
  static boolean isTicks(Head head) {
    return head.firstLine().equals(TickCsv.HEADER);
  }

  private static boolean isKnown(Head head, String format) {
    return format.isEmpty()
        ? CommandFormats.isKnown(head)
        : CommandFormats.labels().contains(format)
            && CommandFormats.named(format).matches().test(head);
  }

  /** Its format: the one that was named, or the one of its beginning. */
  CommandFormat format(String name, TraceOptions options) {
    if (head.isEmpty()) {
      throw new TraceException(name + ": is empty");
    }
    if (options.columns().isPresent()) {
      return options.columns().get().format();
    }
    return options.format().isEmpty()
        ? CommandFormats.of(name, head, options.isAdvised())
        : CommandFormats.named(options.format());
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
