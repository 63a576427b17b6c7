package org.tcmureclaim.replay.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.replay.trace.Traces;
import picocli.CommandLine.Option;

/** {@code --together} of commands that read several traces. */
final class TogetherOption {
  @Option(
      names = "--together",
      description =
          "The files are of one run, such as fio's logs of each job or a file for each hour: read"
              + " them as one trace, in the order of time (bench: those of each folder). A file that"
              + " names no device is one, by its own name.")
  private boolean together;

  boolean isGiven() {
    return together;
  }

  /** What is to be read as one trace each; blktrace's files of all CPUs always are. */
  List<List<String>> groups(List<String> traces) {
    if (together) {
      return List.of(traces);
    }
    Map<String, List<String>> runs = new LinkedHashMap<>();
    for (int i = 0; i < traces.size(); i++) {
      String name = traces.get(i);
      String run = Traces.run(name);
      String key = run.equals(name) ? i + " " + name : run;
      runs.computeIfAbsent(key, unused -> new ArrayList<>()).add(name);
    }
    return List.copyOf(runs.values());
  }
}
