package org.tcmureclaim.replay.difference;

import java.util.List;

/**
 * The first tick in which two policies cut differently. Until then they did the same, so that both
 * decided upon the same host.
 *
 * @param tick counted from 0
 * @param endSeconds when the tick ended, from the start of the trace
 * @param devices those that were cut differently, in the order of their names
 */
public record Disagreement(int tick, double endSeconds, List<Choice> devices) {

  /**
   * What the two left of a device; as much as it held where one did not cut it.
   *
   * @param heldPages before the cut
   */
  public record Choice(String device, int heldPages, int firstKeptPages, int secondKeptPages) {}

  public Disagreement {
    devices = List.copyOf(devices);
  }
}
