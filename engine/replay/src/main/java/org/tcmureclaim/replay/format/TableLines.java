package org.tcmureclaim.replay.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.text.Cells;
import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * A table whose columns the user named, {@link TableColumns}. A first line whose time is no number
 * is a header, and passed over wherever it comes again; so are lines that begin with {@code #}.
 */
final class TableLines implements LineParser {
  private static final long MOST_BYTES = 1L << 40;
  private static final String LETTERS = "RWDFSMANBE";

  private final TableColumns columns;
  private final ArrivalOrder order;
  private final StackedCommands stacked;
  private final BlockEvents events;
  private final List<Named> named = new ArrayList<>();
  private final List<BlockDevice> devices = new ArrayList<>();
  private final NameIndex names = new NameIndex(this::number);
  private final Fields field = new Fields();
  private Cells cells = new Cells(',');
  private @Nullable TableLayout layout;
  private byte[] header = {};
  private long headers;
  private long comments;
  private long otherActions;

  /** A device of commands, and its number in the sink. */
  private record Named(String name, boolean isUpper, int number) {}

  TableLines(TableColumns columns, ArrivalOrder order) {
    this.columns = columns;
    this.order = order;
    this.stacked = new StackedCommands(order::isChosen, true);
    this.events = new BlockEvents(order);
    field.takeDecimalCommas(); // One in a cell is none that separates cells.
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    if (line.bytes()[line.start()] == '#') {
      comments++;
      return;
    }
    TableLayout at = layout == null ? begin(line) : layout;
    if (isHeader(line)) {
      headers++;
      return;
    }
    cells.begin(line);
    long nanos = time(at.time, at.timeDecimals, "time");
    Operation operation = at.op == TableLayout.NONE ? Operation.TRANSFER : operation(at.op);
    long bytes = bytes(at.size, at.sizeBytes, "size");
    if (at.action != TableLayout.NONE) {
      event(at, nanos, operation, bytes);
      return;
    }
    long latencyNanos = latencyNanos(at, nanos);
    command(named.get(device(at)), operation, bytes, nanos, latencyNanos);
  }

  @Override
  public void end() throws MalformedLineException {
    events.end();
  }

  @Override
  public void describe(FileContents contents) {
    events.describe(contents);
    stacked.describe(contents);
    contents.whyNone("");
    contents.passedOver("header lines", headers);
    contents.passedOver("lines that begin with #", comments);
    contents.passedOver("events that neither begin nor end a command", otherActions);
  }

  private void event(TableLayout at, long nanos, Operation operation, long bytes)
      throws MalformedLineException {
    cells.to(field, at.action, at.action, "action");
    byte action = field.length() == 1 ? field.at(0) : 0;
    if (action == 'A') {
      remap(at);
    }
    if ("DCRQMF".indexOf(action) < 0 || action == 0) {
      otherActions++;
      return;
    }
    long offsetBytes = bytes(at.offset, at.offsetBytes, "offset");
    events.count(action);
    BlockDevice device = devices.get(device(at));
    if (bytes < 512) {
      events.withoutData(action, device);
    } else {
      events.event(action, device, operation, offsetBytes / 512, bytes / 512, nanos);
    }
  }

  /** Where a line says, as blkparse does, whose command it was before: {@code <- (253,2) 0}. */
  private void remap(TableLayout at) throws MalformedLineException {
    BlockDevice below = devices.get(device(at));
    for (int cell = at.action; cell < cells.count() - 1; cell++) {
      cells.to(field, cell, cell, "remap");
      if (field.is("<-")) {
        cells.to(field, cell + 1, cell + 1, "remap");
        String from = field.text().replaceAll("[()]", "");
        if (from.matches("[0-9]+,[0-9]+")) {
          field.setText(from);
          events.remap(devices.get(names.number(field)), below);
        }
        return;
      }
    }
  }

  private void command(Named device, Operation operation, long bytes, long nanos, long latency)
      throws MalformedLineException {
    boolean isCounted =
        latency != CommandSink.NO_LATENCY
            && stacked.isCounted(
                device.name, device.isUpper, operation, bytes, nanos, nanos + latency);
    if (!isCounted) {
      order.command(device.number, operation, bytes, nanos, latency);
    }
  }

  private long latencyNanos(TableLayout at, long arrivalNanos) throws MalformedLineException {
    if (at.latency != TableLayout.NONE) {
      return isEmpty(at.latency, "latency")
          ? CommandSink.NO_LATENCY
          : field.scaled("latency", at.latencyDecimals);
    }
    if (at.complete == TableLayout.NONE || isEmpty(at.complete, "complete")) {
      return CommandSink.NO_LATENCY;
    }
    long completeNanos = field.scaled("complete", at.completeDecimals);
    if (completeNanos < arrivalNanos) {
      throw new MalformedLineException("completes before it arrives");
    }
    return completeNanos - arrivalNanos;
  }

  /** Goes to a cell; whether it is empty or a dash. */
  private boolean isEmpty(int cell, String name) throws MalformedLineException {
    cells.to(field, cell, cell, name);
    return field.isEmpty() || field.is("-");
  }

  private long time(int cell, int decimals, String name) throws MalformedLineException {
    cells.to(field, cell, cell, name);
    long nanos = field.scaled(name, decimals);
    if (nanos > Long.MAX_VALUE / 2) {
      throw new MalformedLineException(name + " is too large");
    }
    return nanos;
  }

  private long bytes(int cell, long unit, String name) throws MalformedLineException {
    cells.to(field, cell, cell, name);
    long thousandths = field.scaled(name, 3);
    long value = thousandths / 1000;
    if (value > Long.MAX_VALUE / 2 / unit || (name.equals("size") && value * unit > MOST_BYTES)) {
      throw new MalformedLineException(name + " is " + value + ", which is too large");
    }
    return value * unit + thousandths % 1000 * unit / 1000;
  }

  /** R, W and the like; 0 and 1; or the letters of blktrace's RWBS. */
  private Operation operation(int cell) throws MalformedLineException {
    cells.to(field, cell, cell, "op");
    if (field.isEmpty()) {
      return Operation.TRANSFER;
    }
    boolean isNumber = field.length() == 1 && (field.at(0) == '0' || field.at(0) == '1');
    if (isNumber) {
      return Operation.TRANSFER;
    }
    boolean transfers = false;
    for (int i = 0; i < field.length(); i++) {
      byte b = field.at(i);
      if (field.length() == 1 || LETTERS.indexOf(b) < 0) {
        return Operation.of(field);
      }
      if (b == 'D') {
        return Operation.DISCARD;
      }
      transfers |= b == 'R' || b == 'W';
    }
    return transfers ? Operation.TRANSFER : Operation.FLUSH;
  }

  private int device(TableLayout at) throws MalformedLineException {
    if (at.dev.length == 0) {
      field.setText("0");
    } else if (at.dev.length == 1) {
      cells.to(field, at.dev[0], at.dev[0], "dev");
    } else {
      StringBuilder joined = new StringBuilder();
      for (int cell : at.dev) {
        cells.to(field, cell, cell, "dev");
        joined.append(joined.length() == 0 ? "" : ":").append(field.text());
      }
      field.setText(joined.toString());
    }
    return names.number(field);
  }

  private int number(String name) {
    if (columns.map().column("action").isEmpty()) {
      named.add(new Named(name, StackedCommands.isUpper(name), order.device(name)));
      return named.size() - 1;
    }
    devices.add(events.device(name.replace(',', ':')));
    return devices.size() - 1;
  }

  private boolean isHeader(LineReader line) {
    return header.length > 0
        && Arrays.equals(line.bytes(), line.start(), line.end(), header, 0, header.length);
  }

  /** Finds the columns by the first line. */
  private TableLayout begin(LineReader line) throws MalformedLineException {
    cells = new Cells(columns.separator(line.text()));
    cells.begin(line);
    List<String> titles = new ArrayList<>();
    for (int cell = 0; cell < cells.count(); cell++) {
      cells.to(field, cell, cell, "header");
      titles.add(field.text());
    }
    layout = new TableLayout(columns.map(), titles);
    if (layout.hasHeader) {
      header = Arrays.copyOfRange(line.bytes(), line.start(), line.end());
    }
    return layout;
  }
}
