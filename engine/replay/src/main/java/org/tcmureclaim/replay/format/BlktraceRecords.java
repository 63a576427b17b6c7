package org.tcmureclaim.replay.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * blktrace's binary files: those of single CPUs, merged by {@link BlktraceStream}, and what {@code
 * blkparse -d} writes. {@link BlockEvents} makes commands of them. Where a record says the time of
 * day, times are those of the calendar.
 */
final class BlktraceRecords implements CommandReader {
  private static final int DISCARD = 1 << 13;
  private static final int PASSTHROUGH = 1 << 9;
  private static final int NOTIFY = 1 << 10;
  private static final int READ_OR_WRITE = 3;
  private static final int TIMESTAMP = 1;
  private static final int TIMESTAMP_BYTES = 8;
  private static final int REMAP_BYTES = 16;
  private static final int SECTOR_SHIFT = 9;
  private static final long MOST_NANOS = Long.MAX_VALUE / 4;
  private static final long YEAR_2001 = 1_000_000_000L;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final String LETTERS = "?QMFGSRDCPUTIXBA";

  private final BlockEvents events;
  private final BlktraceRecord record = new BlktraceRecord();
  private final BlockDevices devices;
  private InputStream in = InputStream.nullInputStream();
  private BadLines bad = BadLines.none("");
  private long number;
  private long notifications;
  private long unknown;
  private long originNanos;
  private boolean begun;

  BlktraceRecords(ArrivalOrder order) {
    this.events = new BlockEvents(order);
    this.devices = new BlockDevices(events::device);
  }

  static boolean matches(Head head) {
    return BlktraceRecord.begins(head.bytes(ByteOrder.LITTLE_ENDIAN));
  }

  /** Messages count records from 1 in place of lines. */
  @Override
  public void begin(InputStream stream, BadLines badRecords) {
    in = stream;
    bad = badRecords;
  }

  @Override
  public boolean step() throws IOException {
    boolean more = false;
    try {
      number++;
      more = record.read(in);
      if (!more) {
        events.end();
        return false;
      }
      take();
    } catch (EOFException e) {
      bad.leaveOut(number, "the last record is cut off");
      return true; // The end comes with the next step.
    } catch (MalformedLineException e) {
      bad.leaveOut(number, e.problem());
      if (!more) {
        in = InputStream.nullInputStream();
        return true;
      }
    }
    return more;
  }

  @Override
  public FileContents contents() {
    FileContents contents = new FileContents();
    events.describe(contents);
    contents.passedOver("notifications", notifications);
    contents.passedOver("events of unknown kinds", unknown);
    return contents;
  }

  private void take() throws MalformedLineException {
    if (record.is(NOTIFY)) {
      notifications++;
      timeOfDay();
      return;
    }
    int act = record.act();
    if (act < 1 || act >= LETTERS.length()) {
      unknown++;
      return;
    }
    long nowNanos = record.nanos();
    if (nowNanos < 0 || nowNanos > MOST_NANOS || record.sector() < 0) {
      throw new MalformedLineException(
          "a time of " + nowNanos + " ns at sector " + record.sector());
    }
    begun = true;
    byte action = (byte) LETTERS.charAt(act);
    events.count(action);
    switch (action) {
      case 'D', 'C', 'R', 'Q', 'M', 'F' -> event(action, originNanos + nowNanos);
      case 'A' -> remap();
      default -> {}
    }
  }

  private void event(byte action, long nowNanos) throws MalformedLineException {
    BlockDevice device = device(record.device());
    if (record.is(PASSTHROUGH)) {
      events.passthrough(action, device);
    } else if (record.dataBytes() >> SECTOR_SHIFT == 0) {
      events.withoutData(action, device);
    } else {
      long sectors = record.dataBytes() >> SECTOR_SHIFT;
      events.event(action, device, operation(), record.sector(), sectors, nowNanos);
    }
  }

  private Operation operation() {
    if (record.is(DISCARD)) {
      return Operation.DISCARD;
    }
    return record.is(READ_OR_WRITE) ? Operation.TRANSFER : Operation.FLUSH;
  }

  private void remap() {
    if (record.extraBytes() >= REMAP_BYTES) {
      events.remap(device(record.extraBigEndian(0)), device(record.extraBigEndian(4)));
    }
  }

  /** The time of day at the record's own time; what comes after events is too late. */
  private void timeOfDay() {
    boolean isTimestamp = record.act() == TIMESTAMP && record.extraBytes() >= TIMESTAMP_BYTES;
    if (!isTimestamp || begun || originNanos != 0 || record.extra(0) < YEAR_2001) {
      return;
    }
    long nanos = record.nanos();
    if (nanos >= 0 && nanos <= MOST_NANOS) {
      originNanos = record.extra(0) * SECOND_NANOS + record.extra(4) - nanos;
    }
  }

  private BlockDevice device(int device) {
    return devices.of(BlockDevices.number(device >>> 20, device & 0xfffff));
  }
}
