package org.tcmureclaim.replay.bench;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import org.tcmureclaim.replay.text.DecimalText;

/** Made commands as the lines of other people's traces. */
final class MadeLines {
  private static final long EPOCH_NANOS = 1_600_000_000_000_000_000L;
  private static final int SECTOR_BYTES = 512;
  private static final byte COMMA = ',';
  private static final byte SPACE = ' ';
  private static final byte LINE_END = '\n';

  private final MadeCommands made;
  private final DecimalText text;
  private long events;

  private MadeLines(MadeCommands made) {
    this.made = made;
    this.text = new DecimalText(made.count() * 80);
  }

  /** A file of each format, by the format's label. */
  static Map<String, byte[]> of(MadeCommands made) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("alibaba", new MadeLines(made).alibaba());
    files.put("msr", new MadeLines(made).msr());
    files.put("fio-latency", new MadeLines(made).fioLatency());
    files.put("blkparse", new MadeLines(made).blkparse());
    return files;
  }

  private byte[] alibaba() {
    for (int i = 0; i < made.count(); i++) {
      text.whole(made.device(i)).add(ascii(",W,")).whole(offsetBytes(i)).add(COMMA);
      text.whole(made.bytes(i)).add(COMMA);
      text.whole((EPOCH_NANOS + made.arrivalNanos(i)) / 1000);
      endLine();
    }
    return text.toBytes();
  }

  private byte[] msr() {
    byte[] host = ascii(",web,");
    byte[] write = ascii(",Write,");
    for (int i = 0; i < made.count(); i++) {
      text.whole(116_444_736_000_000_000L + (EPOCH_NANOS + made.arrivalNanos(i)) / 100);
      text.add(host).whole(made.device(i)).add(write).whole(offsetBytes(i)).add(COMMA);
      text.whole(made.bytes(i)).add(COMMA).whole(made.latencyNanos(i) / 100);
      endLine();
    }
    return text.toBytes();
  }

  private byte[] fioLatency() {
    byte[] write = ascii(", 1, ");
    byte[] between = ascii(", ");
    inOrderOfCompletion(
        i -> {
          text.whole(made.completionNanos(i) / 1_000_000).add(between);
          text.whole(made.latencyNanos(i)).add(write).whole(made.bytes(i)).add(between);
          text.whole(offsetBytes(i)).add(ascii(", 0, ")).whole(made.arrivalNanos(i));
          endLine();
        });
    return text.toBytes();
  }

  /** Two lines for each command, of its dispatch and its completion. */
  private byte[] blkparse() {
    int[] next = {0};
    inOrderOfCompletion(
        i -> {
          while (next[0] < made.count() && made.arrivalNanos(next[0]) < made.completionNanos(i)) {
            event(next[0], made.arrivalNanos(next[0]), 'D');
            next[0]++;
          }
          event(i, made.completionNanos(i), 'C');
        });
    return text.toBytes();
  }

  private void event(int command, long atNanos, char action) {
    text.add(ascii("  8,")).whole(made.device(command)).add(ascii("    1 ")).whole(++events);
    text.add(ascii("     ")).whole(atNanos / 1_000_000_000).add((byte) '.');
    String fraction = Long.toString(1_000_000_000 + atNanos % 1_000_000_000).substring(1);
    text.add(ascii(fraction)).add(ascii("  4711  ")).add((byte) action).add(ascii("  WS "));
    text.whole(offsetBytes(command) / SECTOR_BYTES).add(ascii(" + "));
    text.whole(made.bytes(command) / SECTOR_BYTES).add(SPACE);
    text.add(ascii(action == 'C' ? "[0]" : "[fio]"));
    endLine();
  }

  private void inOrderOfCompletion(IntConsumer line) {
    var inFlight =
        new PriorityQueue<Integer>(
            (a, b) -> Long.compare(made.completionNanos(a), made.completionNanos(b)));
    for (int i = 0; i < made.count(); i++) {
      while (!inFlight.isEmpty() && made.completionNanos(inFlight.peek()) <= made.arrivalNanos(i)) {
        line.accept(inFlight.remove());
      }
      inFlight.add(i);
    }
    while (!inFlight.isEmpty()) {
      line.accept(inFlight.remove());
    }
  }

  private static long offsetBytes(int command) {
    return (command * 40_503L & 0xff_ffff) * 4096;
  }

  private void endLine() {
    text.add(LINE_END);
  }

  private static byte[] ascii(String part) {
    return part.getBytes(StandardCharsets.US_ASCII);
  }
}
