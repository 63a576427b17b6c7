package org.tcmureclaim.agent.journal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;

/**
 * One decision as it stands in the journal.
 *
 * @param epochMillis when it was written down, which is when its outcome was known
 * @param atSeconds when it was taken, on the host's clock, since the agent's start
 * @param number counted from 1; 0 for a demand that nobody could give anything for
 * @param someStallShare share of the second or two before it in which some task waited for memory,
 *     0 to 1; not a number where an older version wrote it
 * @param result null where it is not known: the agent ended before
 * @param droppedBefore decisions that were not written down since the entry before
 * @param shadow how a shadow and those who act stood, this decision included; null where there is
 *     none
 */
public record DecisionEntry(
    long epochMillis,
    double atSeconds,
    long number,
    Urgency urgency,
    Trigger trigger,
    long demandPages,
    long plannedPages,
    long availableBytes,
    double someStallShare,
    @Nullable CutResult result,
    long freedPages,
    double durationMillis,
    String problem,
    long droppedBefore,
    @Nullable ShadowScore shadow,
    List<DeviceReason> devices) {

  /** Without a share of stalls, and without a shadow. */
  public DecisionEntry(
      long epochMillis,
      double atSeconds,
      long number,
      Urgency urgency,
      Trigger trigger,
      long demandPages,
      long plannedPages,
      long availableBytes,
      @Nullable CutResult result,
      long freedPages,
      double durationMillis,
      String problem,
      long droppedBefore,
      List<DeviceReason> devices) {
    this(
        epochMillis,
        atSeconds,
        number,
        urgency,
        trigger,
        demandPages,
        plannedPages,
        availableBytes,
        Double.NaN,
        result,
        freedPages,
        durationMillis,
        problem,
        droppedBefore,
        null,
        devices);
  }

  public DecisionEntry {
    devices = List.copyOf(devices);
  }

  /** The reason of the device with this path, such as {@code user_0/gold-01}, or this name. */
  public Optional<DeviceReason> reasonOf(String device) {
    return devices.stream()
        .filter(r -> r.device().equals(device) || r.device().endsWith("/" + device))
        .findFirst();
  }
}
