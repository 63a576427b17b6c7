package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.ticks.TickTable;

/** Compiles commands of one format with recorded latencies from a stream. */
public final class CommandFile {
  private CommandFile() {}

  /**
   * For a target with the kernel's defaults; no bad line is allowed. Commands whose latency is not
   * recorded take 1 ms.
   *
   * @param format its label
   */
  public static TickTable compile(String format, String name, InputStream in, long tickNanos)
      throws IOException {
    TraceOptions options =
        new TraceOptions(
            format,
            0,
            tickNanos,
            TargetSettings.KERNEL_DEFAULTS,
            List.of("fixed:1ms"),
            unused -> {},
            Progress.SILENT);
    CompilingSink sink = new CompilingSink(options);
    CommandFormats.named(format).reader(sink).read(in, new BadLines(name, 0, unused -> {}));
    return sink.finish(name, format, 0).get(0).ticks();
  }
}
