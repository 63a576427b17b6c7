package org.tcmureclaim.configuration.rules;

import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.rules.MemoryConfig.Watermarks;
import org.tcmureclaim.demand.DemandSettings;

/** When a configuration wants memory back, on a host of any size. */
public record DemandRules(MemoryConfig memory, ControllerConfig controller) {
  /** What one PSI event asks for at once; the controller adds to it while stalls go on. */
  private static final double SOME_EVENT_SHARE = 0.10;

  private static final double FULL_EVENT_SHARE = 0.25;

  /**
   * On a host with this much memory.
   *
   * @param staleAfterNanos figures older than this count as missing
   * @throws ConfigurationException where the watermarks contradict each other there
   */
  public DemandSettings of(long totalBytes, long staleAfterNanos) {
    Watermarks watermarks = memory.of(totalBytes);
    return new DemandSettings(
        watermarks.minBytes(),
        watermarks.lowBytes(),
        watermarks.highBytes(),
        Math.max(watermarks.highBytes(), controller.plenty().bytesOf(totalBytes)),
        controller.stallGoal(),
        controller.gain(),
        SOME_EVENT_SHARE,
        FULL_EVENT_SHARE,
        staleAfterNanos);
  }
}
