package org.tcmureclaim.replay.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.tcmureclaim.replay.command.CommandCompiler;
import org.tcmureclaim.replay.command.ServiceTime;
import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.Operation;
import org.tcmureclaim.replay.pressure.WallTime;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * Compiles commands to ticks. A command without a latency is served by the model; where the first
 * one has none, all are compiled under every model at once, in one pass.
 */
final class CompilingSink implements CommandSink {
  /** No initiator sends more at once. Every part of it needs memory. */
  private static final long LONGEST_BYTES = 1L << 30;

  private final TraceOptions options;
  private final List<String> names = new ArrayList<>();
  private CommandCompiler[] compilers = new CommandCompiler[0];
  private OptionalLong startedAtNanos = OptionalLong.empty();
  private long used;
  private long modelled;

  CompilingSink(TraceOptions options) {
    this.options = options;
  }

  /** The traces: one for each model that was in use, or one where none was needed. */
  List<Trace> finish(String name, String format, long badLines) {
    if (compilers.length == 0) {
      begin(true);
    }
    List<Trace> traces = new ArrayList<>();
    for (CommandCompiler compiler : compilers) {
      traces.add(
          new Trace(name, format, serviceTime(compiler), used, badLines, compiler.finish())
              .startedAt(startedAtNanos));
    }
    return traces;
  }

  @Override
  public void startsAt(long originNanos) {
    startedAtNanos = WallTime.of(originNanos);
  }

  @Override
  public int device(String name) {
    names.add(name);
    int number = names.size() - 1;
    for (CommandCompiler compiler : compilers) {
      number = compiler.device(name);
    }
    return number;
  }

  @Override
  public void command(
      int device, Operation operation, long lengthBytes, long arrivalNanos, long latencyNanos)
      throws MalformedLineException {
    if (arrivalNanos / options.tickNanos() >= TickTable.MOST_TICKS) {
      throw new MalformedLineException(
          "arrives "
              + arrivalNanos / 1_000_000_000L
              + " s after the start, which is more than the "
              + TickTable.MOST_TICKS
              + " ticks that a trace may have here");
    }
    CommandSink.requireBearable(latencyNanos);
    long bytes = operation.dataBytes(lengthBytes);
    if (bytes > LONGEST_BYTES) {
      throw new MalformedLineException("is longer than 1 GiB: " + bytes + " bytes");
    }
    boolean recorded = latencyNanos != NO_LATENCY;
    if (compilers.length == 0) {
      begin(recorded);
    }
    used++;
    if (recorded) {
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

  private void begin(boolean recorded) {
    List<String> models = options.serviceTimes().models();
    compilers =
        (recorded ? models.subList(0, 1) : models)
            .stream()
                .map(ServiceTime::of)
                .map(time -> new CommandCompiler(options.target(), time, options.tickNanos()))
                .toArray(CommandCompiler[]::new);
    for (CommandCompiler compiler : compilers) {
      names.forEach(compiler::device);
    }
  }

  private String serviceTime(CommandCompiler compiler) {
    String model = compiler.serviceTime().text();
    if (modelled == 0) {
      return "recorded";
    }
    return modelled == used ? model : "recorded, " + modelled + " commands " + model;
  }
}
