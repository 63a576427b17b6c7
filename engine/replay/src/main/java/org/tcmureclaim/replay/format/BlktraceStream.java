package org.tcmureclaim.replay.format;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * The records of blktrace's files, one for each CPU, as one stream in the order of time: a command
 * is issued on one CPU and may complete on another.
 */
public final class BlktraceStream extends InputStream {
  private final List<InputStream> sources;
  private final PriorityQueue<Source> turns =
      new PriorityQueue<>(
          Comparator.comparing((Source source) -> !source.isNotification)
              .thenComparingLong(source -> source.nanos));

  private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);
  private boolean begun;

  /** Merges the streams of the CPUs, and closes them in the end. */
  public BlktraceStream(List<InputStream> sources) {
    this.sources = List.copyOf(sources);
  }

  /** The next record of a file. */
  private static final class Source {
    private final InputStream in;
    private final BlktraceRecord record = new BlktraceRecord();
    private long nanos;
    private boolean isNotification;
    private byte[] bytes = {};

    private Source(InputStream in) {
      this.in = in;
    }

    private boolean next() throws IOException {
      try {
        if (!record.read(in)) {
          return false;
        }
        bytes = record.copy();
      } catch (EOFException e) {
        return false; // blktrace was ended while it wrote.
      } catch (MalformedLineException e) {
        throw new IOException(e.problem(), e);
      }
      nanos = record.nanos();
      isNotification = record.is(1 << 10);
      return true;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (current.available() == 0) {
      if (!advance()) {
        return -1;
      }
    }
    return current.read(into, offset, length);
  }

  private boolean advance() throws IOException {
    if (!begun) {
      begun = true;
      for (InputStream in : sources) {
        Source source = new Source(in);
        if (source.next()) {
          turns.add(source);
        }
      }
    }
    Source first = turns.poll();
    if (first == null) {
      return false;
    }
    current = new ByteArrayInputStream(first.bytes);
    if (first.next()) {
      turns.add(first);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    List<IOException> failed = new ArrayList<>();
    for (InputStream in : sources) {
      try {
        in.close();
      } catch (IOException e) {
        failed.add(e);
      }
    }
    if (!failed.isEmpty()) {
      throw failed.get(0);
    }
  }
}
