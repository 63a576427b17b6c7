package org.tcmureclaim.agent.config;

import org.tcmureclaim.configuration.Section;

/**
 * The integral controller that sets how hard to push between PSI events.
 *
 * @param stallGoal the share of time with a stalled task that is found acceptable, 0 to 1
 * @param gain how fast the push follows the excess over the goal; 0 switches the controller off
 */
public record ControllerConfig(double stallGoal, double gain) {

  static ControllerConfig bind(Section section) {
    double stallGoal = section.share("stall_goal", 0.005);
    if (stallGoal == 0) {
      throw section.reject("stall_goal", "must be above 0%; gain: 0 switches the controller off");
    }
    return new ControllerConfig(stallGoal, section.number("gain", 0, 10, 0.5));
  }
}
