package org.tcmureclaim.demand;

/**
 * When memory is wanted back.
 *
 * @param minBytes below this much available memory it is an emergency
 * @param lowBytes below this it is urgent
 * @param highBytes once urgent, the work goes on until this much is available; {@code minBytes <
 *     lowBytes < highBytes}
 * @param plentyBytes with more than this available, stalls are taken for somebody's own limit (a
 *     control group's, say), which no truncation can help, and are left alone
 * @param stallGoalShare the share of time in which tasks may wait for memory before the controller
 *     pushes, 0 to 1
 * @param gainPerSecond how fast the controller pushes: the share of everything reclaimable that is
 *     wanted for one second at full stall, and each second of it adds as much
 * @param someEventShare share of everything reclaimable that one PSI {@code some} event asks for
 * @param fullEventShare the same for a {@code full} event
 * @param staleAfterNanos figures older than this count as missing
 */
public record DemandSettings(
    long minBytes,
    long lowBytes,
    long highBytes,
    long plentyBytes,
    double stallGoalShare,
    double gainPerSecond,
    double someEventShare,
    double fullEventShare,
    long staleAfterNanos) {

  /** Checks that the watermarks are in order. */
  public DemandSettings {
    if (minBytes >= lowBytes || lowBytes >= highBytes) {
      throw new IllegalArgumentException(
          "watermarks out of order: min " + minBytes + " low " + lowBytes + " high " + highBytes);
    }
  }
}
