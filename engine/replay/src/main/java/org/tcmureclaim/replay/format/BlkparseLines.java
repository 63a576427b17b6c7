package org.tcmureclaim.replay.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * The default output of {@code blkparse} (blkparse(1)), with or without {@code -t}: {@code 8,0 cpu
 * sequence seconds pid action rwbs sector + sectors [process]}. {@link BlockEvents} makes commands
 * of it. Summaries, and whatever stands before the first event or between a summary and the next
 * run, are passed over and counted; between events, a line that is none is a bad line.
 *
 * <p>Outputs that were put behind one another are several runs, each of which counts its time from
 * its own beginning: a run begins when the last one ends.
 *
 * <p>One block device is one device, {@code MAJOR:MINOR}. Recorded on the initiator's disk this is
 * what TCMU sees; recorded on the disk behind the handler it is only part of it.
 */
final class BlkparseLines implements LineParser {
  private static final long MOST_SECTORS = 1L << 31;

  /** So far back a run begins whose beginning is not seen. */
  private static final long RESTART_NANOS = 10_000_000_000L;

  /** So far back one begins whose first event has the number 1. */
  private static final long FIRST_BACK_NANOS = 1_000_000L;

  /** Of a major or minor number: they have 12 and 20 bits. */
  private static final int MOST_DIGITS = 9;

  private static final boolean[] IS_ACTION = new boolean[128];

  static {
    for (char letter : "QMFGSRDCPUTIXBAm".toCharArray()) {
      IS_ACTION[letter] = true;
    }
  }

  private final BlockEvents events;
  private final BlockDevices devices;
  private final Fields fields = Fields.byBlanks();
  private final Map<String, Long> notes = new LinkedHashMap<>();
  private final List<String> runs = new ArrayList<>();
  private boolean begun;
  private boolean between;
  private long newestNanos;
  private long runNanos;

  BlkparseLines(ArrivalOrder order) {
    this.events = new BlockEvents(order);
    this.devices = new BlockDevices(events::device);
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    if (!fields.hasMore()) {
      return;
    }
    fields.field("device");
    long device = deviceNumber(0, fields.length());
    if (device < 0) {
      note(line.text());
      return;
    }
    fields.field("cpu");
    fields.field("sequence");
    boolean first = fields.length() == 1 && fields.at(0) == '1';
    long ownNanos = fields.nextScaled("time", 9);
    fields.field("pid");
    fields.field("action");
    byte action = action();
    long nowNanos = moment(ownNanos, first, line.number());
    events.count(action);
    switch (action) {
      case 'D', 'C', 'R', 'Q', 'M', 'F' -> event(action, device, nowNanos);
      case 'A' -> remap(device);
      default -> {}
    }
  }

  @Override
  public void end() throws MalformedLineException {
    events.end();
  }

  @Override
  public void describe(FileContents contents) {
    events.describe(contents);
    notes.forEach(contents::passedOver);
    runs.forEach(contents::note);
  }

  /** {@code MAJOR,MINOR} in these bytes of the field as one number, or -1 if it is none. */
  private long deviceNumber(int from, int to) {
    long major = -1;
    long number = 0;
    int digits = 0;
    for (int i = from; i < to; i++) {
      byte b = fields.at(i);
      if (b == ',' && major < 0 && digits > 0) {
        major = number;
        number = 0;
        digits = 0;
      } else if (b >= '0' && b <= '9' && digits < MOST_DIGITS) {
        number = number * 10 + b - '0';
        digits++;
      } else {
        return -1;
      }
    }
    return major >= 0 && digits > 0 ? BlockDevices.number(major, number) : -1;
  }

  private byte action() throws MalformedLineException {
    byte letter = fields.isEmpty() ? (byte) ' ' : fields.at(0);
    boolean known = fields.length() == 1 ? letter >= 0 && IS_ACTION[letter] : fields.is("ut");
    if (!known) {
      throw new MalformedLineException(
          "no action of blkparse: '" + PrintableText.quoted(fields.text()) + "'");
    }
    return fields.length() == 2 ? (byte) 'T' : letter;
  }

  /** When it was, with the runs before it counted. */
  private long moment(long ownNanos, boolean first, long line) throws MalformedLineException {
    long nowNanos = runNanos + ownNanos;
    if (nowNanos < runNanos) {
      throw new MalformedLineException("time is too large");
    }
    long backNanos = newestNanos - nowNanos;
    long leastNanos = between ? 0 : first ? FIRST_BACK_NANOS : RESTART_NANOS;
    if (backNanos > leastNanos) {
      events.end();
      runs.add(
          "line "
              + line
              + ": time starts again: another run, which is taken to begin when the one before it"
              + " ends; --together with a file for each run lays them beside each other");
      runNanos = newestNanos;
      nowNanos = runNanos + ownNanos;
    }
    begun = true;
    between = false;
    newestNanos = Math.max(newestNanos, nowNanos);
    return nowNanos;
  }

  private void event(byte action, long device, long nowNanos) throws MalformedLineException {
    fields.field("rwbs");
    Operation operation = operation();
    fields.field("sector");
    if (fields.at(0) == '[' || fields.at(0) == '(') {
      withoutSector(action, devices.of(device), isPassthrough());
      return;
    }
    long sector = fields.scaled("sector", 0);
    fields.field("+");
    if (fields.at(0) == '[' || fields.at(0) == '(') {
      // The number was that of bytes, or a sector of which nothing was done.
      withoutSector(action, devices.of(device), action != 'C' && action != 'R');
      return;
    }
    if (fields.length() != 1 || fields.at(0) != '+') {
      throw new MalformedLineException(
          "expected '+ SECTORS', got '" + PrintableText.quoted(fields.text()) + "'");
    }
    long sectors = fields.whole("sectors", MOST_SECTORS);
    events.event(action, devices.of(device), operation, sector, sectors, nowNanos);
  }

  private void withoutSector(byte action, BlockDevice device, boolean passthrough) {
    if (passthrough) {
      events.passthrough(action, device);
    } else {
      events.withoutData(action, device);
    }
  }

  /** Whether bytes of a SCSI command follow, {@code (85 08 …)}, and not a time of {@code -t}. */
  private boolean isPassthrough() {
    boolean one = fields.length() == 4 && fields.at(3) == ')';
    return (fields.length() == 3 || one)
        && fields.at(0) == '('
        && isHexadecimal(fields.at(1))
        && isHexadecimal(fields.at(2));
  }

  private static boolean isHexadecimal(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
  }

  /** {@code 8,16 … A rwbs sector + sectors <- (253,2) sector}: carried by 8,16 for 253,2. */
  private void remap(long device) throws MalformedLineException {
    fields.field("rwbs");
    fields.field("sector");
    fields.field("+");
    fields.field("sectors");
    fields.field("<-");
    boolean isFrom = fields.is("<-");
    fields.field("source");
    int last = fields.length() - 1;
    boolean isBraced = last > 0 && fields.at(0) == '(' && fields.at(last) == ')';
    long source = isFrom && isBraced ? deviceNumber(1, last) : -1;
    if (source < 0) {
      throw new MalformedLineException(
          "expected '<- (MAJOR,MINOR)', got '" + PrintableText.quoted(fields.text()) + "'");
    }
    events.remap(devices.of(source), devices.of(device));
  }

  private void note(String line) throws MalformedLineException {
    String kind = BlkparseNotes.kind(line);
    if (kind.isEmpty() && begun && !between) {
      throw new MalformedLineException(
          "no event of blkparse: '" + PrintableText.quoted(line.strip()) + "'");
    }
    if (!kind.isEmpty()) {
      between = begun;
    } else {
      kind = begun ? "lines between two runs or behind the last" : "lines before the first event";
    }
    notes.merge(kind, 1L, Long::sum);
  }

  /** From the RWBS field: {@code D} a discard; {@code F} without data or {@code N} a flush. */
  private Operation operation() {
    boolean transfers = false;
    for (int i = 0; i < fields.length(); i++) {
      if (fields.at(i) == 'D') {
        return Operation.DISCARD;
      }
      transfers |= fields.at(i) == 'R' || fields.at(i) == 'W';
    }
    return transfers ? Operation.TRANSFER : Operation.FLUSH;
  }
}
