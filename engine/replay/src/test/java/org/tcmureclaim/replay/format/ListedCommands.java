package org.tcmureclaim.replay.format;

import java.util.ArrayList;
import java.util.List;

/** Keeps commands as text: device, operation, bytes, arrival and latency in ns. */
final class ListedCommands implements CommandSink {
  private final List<String> names = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();

  @Override
  public int device(String name) {
    names.add(name);
    return names.size() - 1;
  }

  @Override
  public void command(
      int device, Operation operation, long lengthBytes, long arrivalNanos, long latencyNanos) {
    commands.add(
        "%s %s %d @%d %s"
            .formatted(
                names.get(device),
                operation.letter(),
                lengthBytes,
                arrivalNanos,
                latencyNanos == NO_LATENCY ? "-" : "+" + latencyNanos));
  }

  List<String> names() {
    return names;
  }

  List<String> commands() {
    return commands;
  }
}
