package org.tcmureclaim.configuration.rules;

import org.tcmureclaim.configuration.Amount;
import org.tcmureclaim.configuration.Section;

/**
 * The integral controller that sets how hard to push between PSI events.
 *
 * @param stallGoal the share of time with a stalled task that is found acceptable, 0 to 1
 * @param gain how fast the push follows the excess over the goal; 0 switches the controller off
 * @param plenty with more available memory than this, stalls are taken for somebody's own limit,
 *     which no truncation can help, and are left alone
 */
public record ControllerConfig(double stallGoal, double gain, Amount plenty) {
  private static final double DEFAULT_STALL_GOAL = 0.005;
  private static final Amount HALF = new Amount.Share(0.5);

  public static ControllerConfig bind(Section section) {
    double stallGoal = section.share("stall_goal", DEFAULT_STALL_GOAL);
    if (stallGoal == 0) {
      section.refuse("stall_goal", "must be above 0%; gain: 0 switches the controller off");
    }
    double gain = section.number("gain", 0, 10, 0.5);
    if (gain == 0 && stallGoal != DEFAULT_STALL_GOAL) {
      section.noteWithoutEffect(
          "stall_goal", "has no effect, as gain: 0 switches the controller off");
    }
    return new ControllerConfig(stallGoal, gain, section.amount("plenty", HALF));
  }
}
