package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

/**
 * Page requests as {@code trace export --pages} writes them and as simulators of caches read them:
 * one key on each line. Each request is a tick in which a device of one page, named by the key, is
 * used. Under a budget of n pages this is a cache of n entries, its misses being the allocations,
 * so that the replayer's own classes can be compared with those simulators.
 */
final class PageRequestLines {
  /** For {@code --format}: nothing in a file of numbers says so. */
  static final String FORMAT = "pages";

  private static final long TICK_NANOS = 1_000_000_000L;

  private PageRequestLines() {}

  static List<Trace> read(String name, InputStream in, BadLines bad) throws IOException {
    TickTableBuilder builder = new TickTableBuilder(TICK_NANOS);
    NameIndex names = new NameIndex(builder::number);
    Fields fields = new Fields();
    LineReader lines = new LineReader(in);
    int tick = 0;
    while (lines.next()) {
      if (lines.end() == lines.start()) {
        continue;
      }
      try {
        fields.begin(lines);
        fields.whole("key", Long.MAX_VALUE);
        fields.noMore();
        if (tick == TickTable.MOST_TICKS) {
          throw new MalformedLineException("more than " + tick + " requests");
        }
        builder.add(tick++, names.number(fields), 1, 0);
      } catch (MalformedLineException e) {
        bad.leaveOut(lines.number(), e.problem());
      }
    }
    bad.close();
    return List.of(new Trace(name, FORMAT, "none", tick, bad.count(), builder.build()));
  }
}
