package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * Alibaba block traces (github.com/alibaba/block-traces): {@code
 * device_id,opcode,offset,length,timestamp}, bytes and µs since 1970. No completion. One volume is
 * one device.
 */
final class AlibabaLines implements LineParser {
  static final String HEADER = "device_id,opcode,offset,length,timestamp";
  private static final long MOST_BYTES = 1L << 40;

  private final ArrivalOrder order;
  private final NameIndex names;
  private final Fields fields = new Fields();

  AlibabaLines(ArrivalOrder order) {
    this.order = order;
    this.names = new NameIndex(order::device);
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    fields.field("device_id");
    int device = fields.mark();
    fields.field("opcode");
    Operation operation = Operation.of(fields);
    fields.field("offset");
    long bytes = fields.whole("length", MOST_BYTES);
    long arrivalNanos = fields.nextScaled("timestamp", 3);
    fields.noMore();
    fields.returnTo(device);
    order.command(names.number(fields), operation, bytes, arrivalNanos, CommandSink.NO_LATENCY);
  }

  @Override
  public void end() throws MalformedLineException {
    order.releaseAll();
  }
}
