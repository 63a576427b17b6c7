package org.tcmureclaim.replay.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** {@code --together} of commands that read several traces. */
final class TogetherOption {
  @Option(
      names = "--together",
      description =
          "The files are of one run, such as fio's logs of each job or a file for each hour: read"
              + " them as one trace, in the order of time. A file that names no device is one, by"
              + " its own name.")
  private boolean together;

  /** What is to be read as one trace each. */
  List<List<String>> groups(List<String> traces) {
    return together ? List.of(traces) : traces.stream().map(List::of).toList();
  }
}
