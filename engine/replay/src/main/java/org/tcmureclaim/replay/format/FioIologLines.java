package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * fio's {@code write_iolog} (fio(1), "Trace file format"). Version 3 begins each line with the time
 * since the start in µs; version 2 has {@code wait} lines of µs in between instead, and as fio
 * leaves out short ones, its bursts are denser than they were. No completion. One file name is one
 * device.
 */
final class FioIologLines implements LineParser {
  static final String HEADER_2 = "fio version 2 iolog";
  static final String HEADER_3 = "fio version 3 iolog";
  private static final long MOST_BYTES = 1L << 40;
  private static final long MOST_MICROS = Long.MAX_VALUE / 1_000_000;

  private final ArrivalOrder order;
  private final boolean stamped;
  private final NameIndex names;
  private final Fields fields = Fields.byBlanks();
  private final OrderedTime time = new OrderedTime(0);
  private long waitedNanos;
  private long waits;
  private long openings;
  private long commands;

  private FioIologLines(ArrivalOrder order, boolean stamped) {
    this.order = order;
    this.stamped = stamped;
    this.names = new NameIndex(order::device);
  }

  static FioIologLines version2(ArrivalOrder order) {
    return new FioIologLines(order, false);
  }

  static FioIologLines version3(ArrivalOrder order) {
    return new FioIologLines(order, true);
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    long arrivalNanos = stamped ? 1000 * fields.whole("timestamp", MOST_MICROS) : waitedNanos;
    fields.field("filename");
    int device = fields.mark();
    fields.field("action");
    if (fields.is("add") || fields.is("open") || fields.is("close")) {
      fields.noMore();
      openings++;
    } else if (fields.is("wait")) {
      pause();
    } else {
      command(device, arrivalNanos);
    }
  }

  private void pause() throws MalformedLineException {
    if (stamped) {
      throw new MalformedLineException("version 3 has no 'wait'");
    }
    waits++;
    waitedNanos += 1000 * fields.whole("wait", MOST_MICROS / 1000);
    if (waitedNanos > Long.MAX_VALUE / 2) {
      throw new MalformedLineException("the waits add up to centuries");
    }
  }

  private void command(int device, long arrivalNanos) throws MalformedLineException {
    Operation operation = Operation.of(fields);
    fields.field("offset");
    long bytes = fields.whole("length", MOST_BYTES);
    fields.noMore();
    if (stamped) {
      time.at(arrivalNanos);
    }
    commands++;
    fields.returnTo(device);
    order.command(names.number(fields), operation, bytes, arrivalNanos, CommandSink.NO_LATENCY);
  }

  @Override
  public void end() throws MalformedLineException {
    order.releaseAll();
  }

  @Override
  public void describe(FileContents contents) {
    contents.passedOver("lines that add, open or close a file", openings);
    if (!stamped && waits == 0 && commands > 1) {
      contents.note(
          "no 'wait' lines, which fio does not write by itself: nothing says when a command"
              + " arrived. fio from 3.31 on writes version 3, which does");
    }
  }
}
