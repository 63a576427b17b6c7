package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * Traces of two simulators, five words to a line: time, device, first sector, sectors of 512 B,
 * flags or type. DiskSim's ASCII format counts in ms with decimals (DiskSim 4.0 manual, "Input
 * traces"), MQSim's in ns (CMU-SAFARI/MQSim, README). Either way the last word does not matter:
 * both directions use the data area. No completion.
 */
final class SectorLines implements LineParser {
  private static final long MOST_SECTORS = 1L << 31;

  private final ArrivalOrder order;
  private final int decimals;
  private final NameIndex names;
  private final Fields fields = Fields.byBlanks();

  private SectorLines(ArrivalOrder order, int decimals) {
    this.order = order;
    this.decimals = decimals;
    this.names = new NameIndex(order::device);
  }

  /** Time in milliseconds. */
  static SectorLines disksim(ArrivalOrder order) {
    return new SectorLines(order, 6);
  }

  /** Time in nanoseconds. */
  static SectorLines mqsim(ArrivalOrder order) {
    return new SectorLines(order, 0);
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    long arrivalNanos = fields.nextScaled("time", decimals);
    fields.field("device");
    int device = fields.mark();
    fields.field("first sector");
    long sectors = fields.whole("sectors", MOST_SECTORS);
    fields.field("type");
    fields.noMore();
    fields.returnTo(device);
    order.command(
        names.number(fields),
        Operation.TRANSFER,
        sectors * 512,
        arrivalNanos,
        CommandSink.NO_LATENCY);
  }

  @Override
  public void end() throws MalformedLineException {
    order.releaseAll();
  }
}
