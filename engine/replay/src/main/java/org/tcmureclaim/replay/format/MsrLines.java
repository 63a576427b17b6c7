package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * MSR Cambridge traces (SNIA IOTTA 388): {@code
 * Timestamp,Hostname,DiskNumber,Type,Offset,Size,ResponseTime}. Both times are Windows file times,
 * units of 100 ns; the first is that of the issue. Host and disk together are one device, {@code
 * HOST.DISK}.
 */
final class MsrLines implements LineParser {
  static final String HEADER = "Timestamp,Hostname,DiskNumber,Type,Offset,Size,ResponseTime";
  private static final long FILETIME_NANOS = 100;
  // Nanoseconds since 1601 do not fit into a long; differences of 29 years do.
  private static final long MOST_UNITS = Long.MAX_VALUE / (10 * FILETIME_NANOS);
  private static final long MOST_BYTES = 1L << 40;
  private static final long YEAR_1970 = 116_444_736_000_000_000L;

  private final ArrivalOrder order;
  private final NameIndex names;
  private final Fields fields = new Fields();
  private boolean begun;
  private long firstTime;
  private long baseTime;

  MsrLines(ArrivalOrder order) {
    this.order = order;
    this.names = new NameIndex(name -> order.device(name.replace(',', '.')));
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    long time = fields.whole("Timestamp", Long.MAX_VALUE);
    fields.field("Hostname");
    int device = fields.mark();
    fields.field("DiskNumber");
    fields.field("Type");
    Operation operation = Operation.of(fields);
    fields.field("Offset");
    long bytes = fields.whole("Size", MOST_BYTES);
    long response = fields.whole("ResponseTime", MOST_UNITS);
    fields.noMore();
    if (!begun) {
      begun = true;
      firstTime = time;
      baseTime = time > YEAR_1970 && time - YEAR_1970 < MOST_UNITS * 5 ? YEAR_1970 : time;
    }
    if (Math.abs(time - firstTime) > MOST_UNITS) {
      throw new MalformedLineException("Timestamp lies years away from that of the first line");
    }
    fields.returnTo(device);
    fields.withNext("DiskNumber");
    order.command(
        names.number(fields),
        operation,
        bytes,
        (time - baseTime) * FILETIME_NANOS,
        response * FILETIME_NANOS);
  }

  @Override
  public void end() throws MalformedLineException {
    order.releaseAll();
  }
}
