package org.tcmureclaim.replay.ticks;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link TickTable} in bytes, for files that only this program reads: names and columns as they
 * are in memory, numbers with the most significant byte first. Nothing in it is checked; whoever
 * keeps it keeps a checksum too.
 */
public final class TickTableImage {
  private static final int CHUNK_INTS = 1 << 14;

  private TickTableImage() {}

  /** The bytes that {@link #write} writes. */
  public static long bytes(TickTable table) {
    return 4L + head(table).length + 4L * (table.ticks() + 1 + 3L * table.rows());
  }

  public static void write(TickTable table, OutputStream out) throws IOException {
    byte[] head = head(table);
    out.write(ByteBuffer.allocate(4).putInt(head.length).array());
    out.write(head);
    column(table.ticks() + 1, table::firstRow, out);
    column(table.rows(), table::device, out);
    column(table.rows(), table::peakPages, out);
    column(table.rows(), table::floorPages, out);
  }

  /** Reads a table and leaves the buffer behind it. */
  public static TickTable read(ByteBuffer in) {
    in.getInt();
    long tickNanos = in.getLong();
    int pagesPerBlock = in.getInt();
    int ticks = in.getInt();
    int rows = in.getInt();
    int devices = in.getInt();
    List<String> names = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      byte[] name = new byte[in.getInt()];
      in.get(name);
      names.add(new String(name, StandardCharsets.UTF_8));
    }
    int[] firstRow = column(ticks + 1, in);
    int[] device = column(rows, in);
    int[] peakPages = column(rows, in);
    return new TickTable(
        names, tickNanos, pagesPerBlock, firstRow, device, peakPages, column(rows, in));
  }

  private static byte[] head(TickTable table) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = new DataOutputStream(bytes);
      out.writeLong(table.tickNanos());
      out.writeInt(table.pagesPerBlock());
      out.writeInt(table.ticks());
      out.writeInt(table.rows());
      out.writeInt(table.devices());
      for (int device = 0; device < table.devices(); device++) {
        byte[] name = table.name(device).getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void column(int length, Column column, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(4 * CHUNK_INTS);
    for (int at = 0; at < length; at += CHUNK_INTS) {
      int end = Math.min(length, at + CHUNK_INTS);
      chunk.clear();
      for (int i = at; i < end; i++) {
        chunk.putInt(column.at(i));
      }
      out.write(chunk.array(), 0, chunk.position());
    }
  }

  private static int[] column(int length, ByteBuffer in) {
    int[] column = new int[length];
    IntBuffer ints = in.asIntBuffer();
    ints.get(column);
    in.position(in.position() + 4 * length);
    return column;
  }

  /** A column by its rows. */
  private interface Column {
    int at(int index);
  }
}
