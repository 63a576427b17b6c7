package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

/**
 * Tables of ticks of one second: {@code tick_s,dev,peak_blocks,floor_blocks}, one line for each
 * device that was not idle, ticks in order, blocks of one page.
 */
final class TickCsv {
  static final String HEADER = "tick_s,dev,peak_blocks,floor_blocks";
  private static final long TICK_NANOS = 1_000_000_000L;
  private static final long MOST_BLOCKS = 1L << 30;

  private final TickTableBuilder builder = new TickTableBuilder(TICK_NANOS);
  private final NameIndex names = new NameIndex(builder::number);
  private final Fields fields = new Fields();
  private int[] tickOfDevice = new int[0];
  private long lastTick;
  private long used;

  private TickCsv() {}

  /** Reads a file that begins with the header. */
  static List<Trace> read(String name, InputStream in, BadLines bad) throws IOException {
    TickCsv csv = new TickCsv();
    LineReader lines = new LineReader(in);
    while (lines.next()) {
      if (lines.end() == lines.start() || lines.number() == 1) {
        continue;
      }
      try {
        csv.line(lines);
      } catch (MalformedLineException e) {
        bad.leaveOut(lines.number(), e.problem());
      }
    }
    bad.close();
    return List.of(new Trace(name, "ticks", "none", csv.used, bad.count(), csv.builder.build()));
  }

  private void line(LineReader lines) throws MalformedLineException {
    fields.begin(lines);
    long tick = fields.whole("tick_s", TickTable.MOST_TICKS - 1);
    if (tick < lastTick) {
      throw new MalformedLineException("tick_s goes back from " + lastTick + " to " + tick);
    }
    fields.field("dev");
    int device = names.number(fields);
    long peak = fields.whole("peak_blocks", MOST_BLOCKS);
    long floor = fields.whole("floor_blocks", MOST_BLOCKS);
    fields.noMore();
    if (floor > peak) {
      throw new MalformedLineException("floor_blocks is above peak_blocks");
    }
    if (seen(device, tick)) {
      throw new MalformedLineException("a second line for this device in tick " + tick);
    }
    lastTick = tick;
    used++;
    builder.add((int) tick, device, (int) peak, (int) floor);
  }

  /** Notes the tick of a device; the array holds one more than it, so that 0 is never. */
  private boolean seen(int device, long tick) {
    if (device >= tickOfDevice.length) {
      tickOfDevice = Arrays.copyOf(tickOfDevice, Math.max(256, 2 * device));
    }
    if (tickOfDevice[device] == tick + 1) {
      return true;
    }
    tickOfDevice[device] = (int) tick + 1;
    return false;
  }
}
