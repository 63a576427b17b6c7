package org.tcmureclaim.replay.pressure;

import java.util.List;

/**
 * Memory pressure over time, from one file.
 *
 * @param format such as {@code host-csv}, {@code sadf}, {@code atop} or {@code below}
 * @param samples by time, no two at the same moment
 * @param badLines lines that were left out
 */
public record HostTrace(String name, String format, List<HostSample> samples, long badLines) {
  public HostTrace {
    samples = List.copyOf(samples);
  }
}
