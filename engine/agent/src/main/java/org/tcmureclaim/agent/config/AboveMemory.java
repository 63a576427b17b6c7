package org.tcmureclaim.agent.config;

import java.util.List;
import org.tcmureclaim.configuration.FormDescription;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.configuration.Readings;
import org.tcmureclaim.configuration.SizeText;

/** Sizes of memory that no host of some size can ever reach. */
final class AboveMemory {
  /** Their sizes are not of memory, or of the memory of another host. */
  private static final List<String> OTHERS = List.of("ledger.", "recording.", "simulated.");

  private AboveMemory() {}

  /** A sentence for each size that is given and above the memory. */
  static List<String> in(Readings readings, long memoryBytes) {
    return readings.inOrder().stream()
        .filter(reading -> isOfMemory(reading))
        .filter(reading -> SizeText.bytes(reading.value()) > memoryBytes)
        .map(
            reading ->
                "%s: %s: %s is more than the memory of the host, %s, and never reached"
                    .formatted(
                        reading.origin(),
                        reading.path(),
                        reading.value(),
                        SizeText.of(memoryBytes)))
        .toList();
  }

  private static boolean isOfMemory(Reading reading) {
    return reading.form().kind() == FormDescription.Kind.SIZE
        && !reading.origin().equals(Reading.DEFAULT)
        && OTHERS.stream().noneMatch(reading.path()::startsWith);
  }
}
