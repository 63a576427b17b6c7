package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.replay.command.CommandCompiler;
import org.tcmureclaim.replay.command.ServiceTime;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * Single commands: {@code arrival_us,dev,op,offset_bytes,length_bytes,latency_us}, in the order of
 * arrival. Offsets play no part. A line without a latency is served by the model; where the first
 * line has none, the file is compiled under every model at once, in one pass.
 */
final class CommandCsv {
  static final String HEADER = "arrival_us,dev,op,offset_bytes,length_bytes,latency_us";
  private static final long MOST_BYTES = 1L << 40;
  private static final long NO_LATENCY = -1;

  private final TraceOptions options;
  private final List<CommandCompiler> compilers = new ArrayList<>();
  private final NameIndex names = new NameIndex(this::device);
  private final Fields fields = new Fields();
  private long lastArrivalNanos;
  private long used;
  private long modelled;

  private CommandCsv(TraceOptions options) {
    this.options = options;
  }

  /** Reads what follows the header. */
  static List<Trace> read(String name, LineReader lines, BadLines bad, TraceOptions options)
      throws IOException {
    CommandCsv csv = new CommandCsv(options);
    while (lines.next()) {
      if (lines.end() == lines.start()) {
        continue;
      }
      try {
        csv.line(lines);
      } catch (MalformedLineException e) {
        bad.leaveOut(lines.number(), e.problem());
      }
    }
    bad.close();
    List<Trace> traces = new ArrayList<>();
    for (CommandCompiler compiler : csv.compilers) {
      traces.add(
          new Trace(
              name,
              "commands",
              csv.serviceTime(compiler),
              csv.used,
              bad.count(),
              compiler.finish()));
    }
    return traces;
  }

  private String serviceTime(CommandCompiler compiler) {
    String model = compiler.serviceTime().text();
    if (modelled == 0) {
      return "recorded";
    }
    return modelled == used ? model : "recorded, " + modelled + " commands " + model;
  }

  private int device(String name) {
    int number = 0;
    for (CommandCompiler compiler : compilers) {
      number = compiler.device(name);
    }
    return number;
  }

  private void line(LineReader lines) throws MalformedLineException {
    fields.begin(lines);
    fields.field("arrival_us");
    long arrivalNanos = fields.thousandths("arrival_us");
    if (arrivalNanos < lastArrivalNanos) {
      throw new MalformedLineException("arrival_us goes back; sort the file by it");
    }
    if (arrivalNanos / options.tickNanos() >= TickTable.MOST_TICKS) {
      throw new MalformedLineException(
          "arrival_us lies more than " + TickTable.MOST_TICKS + " ticks ahead");
    }
    fields.field("dev");
    // The number is only asked for once the whole line is known to be good.
    int dev = fields.mark();
    fields.field("op");
    Operation operation = Operation.of(fields);
    fields.field("offset_bytes");
    long length = fields.whole("length_bytes", MOST_BYTES);
    fields.field("latency_us");
    long latencyNanos = fields.isEmpty() ? NO_LATENCY : fields.thousandths("latency_us");
    fields.noMore();
    if (compilers.isEmpty()) {
      begin(latencyNanos != NO_LATENCY);
    }
    fields.returnTo(dev);
    submit(names.number(fields), operation.dataBytes(length), arrivalNanos, latencyNanos);
  }

  private void begin(boolean recorded) {
    List<String> models = options.serviceTimes();
    for (String model : recorded ? models.subList(0, 1) : models) {
      compilers.add(
          new CommandCompiler(options.target(), ServiceTime.of(model), options.tickNanos()));
    }
  }

  private void submit(int device, long bytes, long arrivalNanos, long latencyNanos) {
    lastArrivalNanos = arrivalNanos;
    used++;
    if (latencyNanos != NO_LATENCY) {
      for (CommandCompiler compiler : compilers) {
        compiler.submit(device, bytes, arrivalNanos, latencyNanos);
      }
      return;
    }
    modelled++;
    for (CommandCompiler compiler : compilers) {
      compiler.submit(device, bytes, arrivalNanos);
    }
  }
}
