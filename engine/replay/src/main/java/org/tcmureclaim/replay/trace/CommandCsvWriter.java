package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.Operation;
import org.tcmureclaim.replay.text.DecimalText;

/**
 * Writes commands in the plain format. Offsets are left empty: they play no part, and say what
 * nobody needs to know. Reads are written as W, as a data area does not tell them apart.
 */
final class CommandCsvWriter implements CommandSink {
  static final String HEADER = "arrival_us,dev,op,offset_bytes,length_bytes,latency_us";
  private static final int FLUSH_BYTES = 1 << 15;
  private static final int LONGEST_NUMBERS = 100;

  private final OutputStream out;
  private final List<byte[]> names = new ArrayList<>();
  private final DecimalText text = new DecimalText(FLUSH_BYTES + LONGEST_NUMBERS);
  private long commands;
  private long withoutLatency;

  /** Begins a file; whoever made the stream closes it after {@link #flush}. */
  CommandCsvWriter(OutputStream out) {
    this.out = out;
    text.add((HEADER + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int device(String name) {
    names.add(name.replace(',', '.').getBytes(StandardCharsets.UTF_8));
    return names.size() - 1;
  }

  @Override
  public void command(
      int device, Operation operation, long lengthBytes, long arrivalNanos, long latencyNanos) {
    commands++;
    text.thousandths(arrivalNanos).add((byte) ',').add(names.get(device)).add((byte) ',');
    text.add((byte) operation.letter()).add((byte) ',').add((byte) ',');
    text.whole(lengthBytes).add((byte) ',');
    if (latencyNanos == NO_LATENCY) {
      withoutLatency++;
    } else {
      text.thousandths(latencyNanos);
    }
    text.add((byte) '\n');
    if (text.length() >= FLUSH_BYTES) {
      flush();
    }
  }

  long commands() {
    return commands;
  }

  long withoutLatency() {
    return withoutLatency;
  }

  int devices() {
    return names.size();
  }

  /** Hands what is left to the stream. */
  void flush() {
    try {
      text.drainTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
