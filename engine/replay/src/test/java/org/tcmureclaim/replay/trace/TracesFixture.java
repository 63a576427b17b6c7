package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.replay.command.TargetSettings;

/** Reads traces of a folder, and notes what is said of them. */
abstract class TracesFixture {
  static final String TICKS = "tick_s,dev,peak_blocks,floor_blocks\n";

  static final String COMMANDS = "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n";

  @TempDir Path directory;

  final List<String> notices = new ArrayList<>();

  Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "trace", ".csv"), text);
  }

  List<Trace> read(Path file, long mostBadLines) {
    return new Traces(options(mostBadLines)).read(file.toString());
  }

  TraceOptions options(long mostBadLines) {
    return new TraceOptions(
        "",
        mostBadLines,
        1_000_000_000L,
        TargetSettings.KERNEL_DEFAULTS,
        List.of("fixed:1us", "fixed:20us"),
        notices::add,
        Progress.SILENT);
  }
}
