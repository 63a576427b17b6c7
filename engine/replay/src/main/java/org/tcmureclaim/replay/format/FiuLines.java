package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * FIU's traces (SNIA IOTTA 390): {@code ns pid process first-sector sectors R|W major minor md5},
 * separated by blanks, of which a process may have some too. No completion. {@code MAJOR:MINOR} is
 * one device.
 */
final class FiuLines implements LineParser {
  private static final long MOST_SECTORS = 1L << 31;
  private static final long MOST_NANOS = Long.MAX_VALUE / 2;
  private static final int MOST_WORDS = 40;

  private final ArrivalOrder order;
  private final NameIndex names;
  private final Fields fields = Fields.byBlanks();

  FiuLines(ArrivalOrder order) {
    this.order = order;
    this.names = new NameIndex(name -> order.device(name.strip().replaceAll("\\s+", ":")));
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    long nanos = fields.whole("time", MOST_NANOS);
    fields.field("pid");
    fields.field("process");
    fields.field("first sector");
    int sectorsAt = fields.mark();
    for (int word = 0; !isDirection(); word++) {
      if (word == MOST_WORDS) {
        throw new MalformedLineException("no R or W in the first words");
      }
      sectorsAt = fields.mark();
      fields.field("R or W");
    }
    int directionAt = fields.mark();
    fields.returnTo(sectorsAt);
    long sectors = fields.scaled("sectors", 0);
    if (sectors > MOST_SECTORS) {
      throw new MalformedLineException("sectors is " + sectors + "; the most is " + MOST_SECTORS);
    }
    fields.returnTo(directionAt);
    Operation operation = Operation.of(fields);
    fields.field("major");
    fields.scaled("major", 0);
    int majorAt = fields.mark();
    fields.field("minor");
    fields.scaled("minor", 0);
    fields.returnTo(majorAt);
    fields.withNext("minor");
    order.command(names.number(fields), operation, sectors * 512, nanos, CommandSink.NO_LATENCY);
  }

  private boolean isDirection() {
    return fields.length() == 1 && (fields.is("r") || fields.is("w"));
  }

  @Override
  public void end() throws MalformedLineException {
    order.releaseAll();
  }
}
