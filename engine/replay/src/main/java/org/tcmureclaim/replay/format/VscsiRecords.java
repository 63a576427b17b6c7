package org.tcmureclaim.replay.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * CloudPhysics' binary vscsi traces, little-endian. Version 1: {@code sn u32, len u32, nSG u32, cmd
 * u16, ver u16, lbn u64, ts u64}; version 2: {@code cmd u16, ver u16, sn u32, len u32, nSG u32, lbn
 * u64, ts u64, rt u64}. {@code ver >> 8} is the version, {@code len} bytes, {@code ts} the arrival
 * and {@code rt} the response time in µs; version 1 has no completion. A file is one virtual disk:
 * one device, named {@code 0}.
 */
final class VscsiRecords implements CommandReader {
  private static final String DEVICE = "0";
  private static final int RECORDS_LOOKED_AT = 2;
  private static final long MOST_MICROS = Long.MAX_VALUE / 2000;

  private final ArrivalOrder order;
  private final Layout layout;
  private final int device;
  private final byte[] bytes;
  private final ByteBuffer record;
  private InputStream in = InputStream.nullInputStream();
  private BadLines bad = BadLines.none("");
  private long number;

  /** Where the fields of a record are. */
  private enum Layout {
    VERSION_1(1, 32, 4, 12, 14, 24),
    VERSION_2(2, 40, 8, 0, 2, 24);

    private static final int RESPONSE = 32;

    private final int version;
    private final int bytes;
    private final int length;
    private final int command;
    private final int versionAt;
    private final int arrival;

    Layout(int version, int bytes, int length, int command, int versionAt, int arrival) {
      this.version = version;
      this.bytes = bytes;
      this.length = length;
      this.command = command;
      this.versionAt = versionAt;
      this.arrival = arrival;
    }

    private boolean isAt(ByteBuffer buffer, int start) {
      return (buffer.getShort(start + versionAt) & 0xffff) >> 8 == version;
    }

    private boolean matches(Head head) {
      ByteBuffer buffer = head.bytes(ByteOrder.LITTLE_ENDIAN);
      int records = Math.min(RECORDS_LOOKED_AT, buffer.limit() / bytes);
      for (int record = 0; record < records; record++) {
        if (!isAt(buffer, record * bytes)) {
          return false;
        }
      }
      return records > 0 && head.isBinary();
    }
  }

  private VscsiRecords(ArrivalOrder order, Layout layout) {
    this.order = order;
    this.layout = layout;
    this.device = order.device(DEVICE);
    this.bytes = new byte[layout.bytes];
    this.record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static VscsiRecords version1(ArrivalOrder order) {
    return new VscsiRecords(order, Layout.VERSION_1);
  }

  static VscsiRecords version2(ArrivalOrder order) {
    return new VscsiRecords(order, Layout.VERSION_2);
  }

  static boolean isVersion1(Head head) {
    return Layout.VERSION_1.matches(head);
  }

  static boolean isVersion2(Head head) {
    return Layout.VERSION_2.matches(head);
  }

  /** Messages count records from 1 in place of lines. */
  @Override
  public void begin(InputStream stream, BadLines badRecords) {
    in = stream;
    bad = badRecords;
  }

  @Override
  public boolean step() throws IOException {
    int read = in.readNBytes(bytes, 0, bytes.length);
    boolean whole = read == bytes.length;
    try {
      if (whole) {
        number++;
        take(record);
      } else {
        if (read > 0) {
          bad.leaveOut(number + 1, "the last record is cut off");
        }
        order.releaseAll();
      }
    } catch (MalformedLineException e) {
      bad.leaveOut(number, e.problem());
    }
    return whole;
  }

  @Override
  public FileContents contents() {
    return new FileContents();
  }

  private void take(ByteBuffer record) throws MalformedLineException {
    if (!layout.isAt(record, 0)) {
      throw new MalformedLineException("not a record of version " + layout.version);
    }
    long micros = record.getLong(layout.arrival);
    long response = layout == Layout.VERSION_2 ? record.getLong(Layout.RESPONSE) : 0;
    if (micros < 0 || micros > MOST_MICROS || response < 0 || response > MOST_MICROS) {
      throw new MalformedLineException("a time of " + micros + " µs, response " + response + " µs");
    }
    order.command(
        device,
        operation(record.getShort(layout.command) & 0xff),
        record.getInt(layout.length) & 0xffffffffL,
        micros * 1000,
        layout == Layout.VERSION_2 ? response * 1000 : CommandSink.NO_LATENCY);
  }

  /** By the operation code (SPC-4, SBC-3). What is none of these transfers its length too. */
  private static Operation operation(int code) {
    return switch (code) {
      case 0x41, 0x42, 0x93 -> Operation.DISCARD; // WRITE SAME(10), UNMAP, WRITE SAME(16)
      case 0x00, 0x1b, 0x35, 0x91 -> Operation.FLUSH; // TEST UNIT READY, START STOP, SYNC CACHE
      default -> Operation.TRANSFER;
    };
  }
}
