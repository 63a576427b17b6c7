package org.tcmureclaim.replay.format;

import java.util.SplittableRandom;
import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * Tencent CBS traces (SNIA IOTTA 28064): {@code Timestamp,Offset,Size,IOType,VolumeID}, sectors of
 * 512 B, and time in <em>whole seconds</em>. So it is not known how many commands of a second were
 * in flight at once: each gets a moment within its second, drawn evenly from a fixed seed, which
 * flattens bursts. No completion. One volume is one device.
 */
final class TencentLines implements LineParser {
  static final String HEADER = "Timestamp,Offset,Size,IOType,VolumeID";
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long MOST_SECTORS = 1L << 31;
  private static final long SEED = 1;

  private final ArrivalOrder order;
  private final NameIndex names;
  private final Fields fields = new Fields();
  private final SplittableRandom random = new SplittableRandom(SEED);

  TencentLines(ArrivalOrder order) {
    this.order = order;
    this.names = new NameIndex(order::device);
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    long secondNanos = fields.nextScaled("Timestamp", 9);
    fields.field("Offset");
    long sectors = fields.whole("Size", MOST_SECTORS);
    fields.whole("IOType", 1);
    fields.field("VolumeID");
    fields.noMore();
    order.command(
        names.number(fields),
        Operation.TRANSFER,
        sectors * 512,
        secondNanos + random.nextLong(SECOND_NANOS),
        CommandSink.NO_LATENCY);
  }

  @Override
  public void end() throws MalformedLineException {
    order.releaseAll();
  }
}
