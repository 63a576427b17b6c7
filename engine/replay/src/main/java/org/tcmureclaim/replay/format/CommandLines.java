package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * The plain format: {@code arrival_us,dev,op,offset_bytes,length_bytes,latency_us}, in the order of
 * arrival. Offsets play no part. Time is taken as it stands.
 */
final class CommandLines implements LineParser {
  static final String HEADER = "arrival_us,dev,op,offset_bytes,length_bytes,latency_us";
  private static final long MOST_BYTES = 1L << 40;

  private final CommandSink sink;
  private final NameIndex names;
  private final Fields fields = new Fields();
  private long lastArrivalNanos;

  CommandLines(CommandSink sink) {
    this.sink = sink;
    this.names = new NameIndex(sink::device);
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    long arrivalNanos = fields.nextScaled("arrival_us", 3);
    if (arrivalNanos < lastArrivalNanos) {
      throw new MalformedLineException("arrival_us goes back; sort the file by it");
    }
    fields.field("dev");
    // The number is only asked for once the whole line is known to be good.
    int dev = fields.mark();
    fields.field("op");
    Operation operation = Operation.of(fields);
    fields.field("offset_bytes");
    long length = fields.whole("length_bytes", MOST_BYTES);
    fields.field("latency_us");
    long latencyNanos =
        fields.isEmpty() ? CommandSink.NO_LATENCY : fields.thousandths("latency_us");
    fields.noMore();
    fields.returnTo(dev);
    sink.command(names.number(fields), operation, length, arrivalNanos, latencyNanos);
    lastArrivalNanos = arrivalNanos;
  }
}
