package org.tcmureclaim.replay.cli;

import java.util.List;
import org.tcmureclaim.replay.trace.ChosenDevices;
import picocli.CommandLine.Option;

/** {@code --devices} of commands that read traces. */
final class DeviceOption {
  @Option(
      names = "--devices",
      paramLabel = "NAME",
      split = ",",
      description =
          "Take these devices of files of commands only, by the names that 'trace cat' shows; *"
              + " stands for anything. A device that lies on another one of the same file is left"
              + " out unless it is named, as its commands are counted below.")
  private List<String> names = List.of();

  ChosenDevices chosen() {
    return new ChosenDevices(names);
  }
}
