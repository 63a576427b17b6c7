package org.tcmureclaim.replay.trace;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import org.tcmureclaim.replay.format.CommandFormat;
import org.tcmureclaim.replay.format.CommandReader;
import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.Operation;
import org.tcmureclaim.replay.packing.SourceFile;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.TraceException;

/**
 * One of several files that are read beside each other, step by step: its commands wait here until
 * it is their turn. Times are those of the source's clock.
 */
final class MergedFile implements CommandSink {
  private static final int PEEKED_BYTES = 1 << 16;

  private final SourceFile source;
  private final CommandSink wanted;
  private final List<String> names = new ArrayList<>();
  private final String deviceName;
  private final CommandReader reader;
  private boolean ended;
  private long originNanos;

  // The numbers of devices in what is merged.
  private int known;
  private int[] number = new int[16];

  // Commands that wait, the first one at from.
  private int from;
  private int size;
  private long[] arrivalNanos = new long[16];
  private long[] latencyNanos = new long[16];
  private long[] lengthBytes = new long[16];
  private int[] device = new int[16];
  private Operation[] operation = new Operation[16];

  /**
   * A file.
   *
   * @param deviceName the one device of a file that names none; otherwise empty
   * @param wanted says what is wanted of it
   */
  MergedFile(SourceFile source, CommandFormat format, String deviceName, CommandSink wanted) {
    this.source = source;
    this.wanted = wanted;
    this.deviceName = deviceName;
    this.reader = format.reader(this);
  }

  /** When its first command arrives, by a look at its beginning; empty where that has none. */
  static OptionalLong firstNanos(
      OpenCommands file, SourceFile source, CommandFormat format, CommandSink wanted)
      throws IOException {
    byte[] beginning = file.stream().readNBytes(PEEKED_BYTES);
    int end = beginning.length;
    while (beginning.length == PEEKED_BYTES && end > 0 && beginning[end - 1] != '\n') {
      end--;
    }
    end = end == 0 ? beginning.length : end;
    MergedFile look = new MergedFile(source, format, "", wanted);
    BadLines all = BadLines.unadvised(source.name(), Long.MAX_VALUE, unused -> {});
    var unused = look.reader.read(new ByteArrayInputStream(beginning, 0, end), all);
    return look.size == 0 ? OptionalLong.empty() : OptionalLong.of(look.arrivalNanos[0]);
  }

  /** Begins to read. */
  void begin(OpenCommands file, BadLines bad) {
    reader.begin(file.stream(), bad);
  }

  /** Reads until a command waits; false where none comes any more. */
  boolean hasNext() throws IOException {
    while (size == from && !ended) {
      from = 0;
      size = 0;
      ended = !reader.step();
    }
    return size > from;
  }

  /** What it was made of, after its end. */
  CommandReader reader() {
    return reader;
  }

  long nextNanos() {
    return arrivalNanos[from];
  }

  /** The number of the next command's device, of which {@code numbers} is asked once. */
  int nextDevice(ToIntFunction<String> numbers) {
    int own = device[from];
    while (known <= own) {
      if (known == number.length) {
        number = Arrays.copyOf(number, 2 * known);
      }
      number[known] = numbers.applyAsInt(deviceName.isEmpty() ? names.get(known) : deviceName);
      known++;
    }
    return number[own];
  }

  /** Hands the next command on. */
  void take(CommandSink sink, int to, long baseNanos) {
    int at = from++;
    try {
      sink.command(
          to, operation[at], lengthBytes[at], arrivalNanos[at] - baseNanos, latencyNanos[at]);
    } catch (MalformedLineException e) {
      throw new TraceException(source.name() + ": a command " + e.problem(), e);
    }
  }

  @Override
  public void startsAt(long nanos) {
    originNanos = nanos;
  }

  @Override
  public boolean isChosen(String name) {
    return wanted.isChosen(name);
  }

  @Override
  public boolean takesArrivals() {
    return wanted.takesArrivals();
  }

  @Override
  public int device(String name) {
    names.add(name);
    return names.size() - 1;
  }

  @Override
  public void command(int ofDevice, Operation what, long bytes, long nanos, long latency) {
    if (size == device.length) {
      int capacity = 2 * size;
      arrivalNanos = Arrays.copyOf(arrivalNanos, capacity);
      latencyNanos = Arrays.copyOf(latencyNanos, capacity);
      lengthBytes = Arrays.copyOf(lengthBytes, capacity);
      device = Arrays.copyOf(device, capacity);
      operation = Arrays.copyOf(operation, capacity);
    }
    arrivalNanos[size] = originNanos + nanos;
    latencyNanos[size] = latency;
    lengthBytes[size] = bytes;
    device[size] = ofDevice;
    operation[size++] = what;
  }
}
