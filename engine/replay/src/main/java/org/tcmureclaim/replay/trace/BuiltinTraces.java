package org.tcmureclaim.replay.trace;

import java.util.Arrays;
import java.util.List;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.workload.Workload;
import org.tcmureclaim.replay.workload.WorkloadTicks;

/** Built-in workloads in place of files: {@code builtin:NAME[:SEED]}. */
final class BuiltinTraces {
  private static final String PREFIX = "builtin:";

  private BuiltinTraces() {}

  static boolean isBuiltin(String name) {
    return name.startsWith(PREFIX);
  }

  static Trace of(String name) {
    String[] parts = name.substring(PREFIX.length()).split(":", -1);
    Workload workload =
        Arrays.stream(Workload.values())
            .filter(known -> known.label().equals(parts[0]))
            .findFirst()
            .orElseThrow(
                () ->
                    new TraceException(
                        name
                            + ": no such workload; known: "
                            + String.join(", ", labels())
                            + "; or NAME:SEED"
                            + NearMiss.hint(parts[0], labels())));
    if (parts.length > 2 || (parts.length == 2 && !parts[1].matches("[0-9]{1,18}"))) {
      throw new TraceException(name + ": expected " + PREFIX + "NAME or " + PREFIX + "NAME:SEED");
    }
    TickTable ticks = WorkloadTicks.of(workload, parts.length == 2 ? Long.parseLong(parts[1]) : 1);
    return new Trace(name, "builtin", "none", ticks.rows(), 0, ticks);
  }

  private static List<String> labels() {
    return Arrays.stream(Workload.values()).map(Workload::label).toList();
  }
}
