package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * SYSTOR '17 traces of virtual desktops (SNIA IOTTA 4928): {@code
 * Timestamp,Response,IOType,LUN,Offset,Size}, seconds with decimals. The first is the time of
 * issue. Where {@code IOType} is blank the direction is not known, and does not matter: either
 * direction uses the data area for {@code Size} bytes.
 */
final class SystorLines implements LineParser {
  static final String HEADER = "Timestamp,Response,IOType,LUN,Offset,Size";
  private static final long MOST_BYTES = 1L << 40;

  private final ArrivalOrder order;
  private final NameIndex names;
  private final Fields fields = new Fields();

  SystorLines(ArrivalOrder order) {
    this.order = order;
    this.names = new NameIndex(order::device);
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    long arrivalNanos = fields.nextScaled("Timestamp", 9);
    fields.field("Response");
    long latencyNanos = fields.isEmpty() ? CommandSink.NO_LATENCY : fields.scaled("Response", 9);
    fields.field("IOType");
    Operation operation = fields.isEmpty() ? Operation.TRANSFER : Operation.of(fields);
    fields.field("LUN");
    int device = fields.mark();
    fields.field("Offset");
    long bytes = fields.whole("Size", MOST_BYTES);
    fields.noMore();
    fields.returnTo(device);
    order.command(names.number(fields), operation, bytes, arrivalNanos, latencyNanos);
  }

  @Override
  public void end() throws MalformedLineException {
    order.releaseAll();
  }
}
