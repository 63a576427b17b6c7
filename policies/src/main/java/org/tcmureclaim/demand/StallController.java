package org.tcmureclaim.demand;

/**
 * An integral controller on PSI {@code some total}, second by second: while tasks wait for memory
 * longer than the goal allows, the push grows with the excess; while they do not, it falls by a
 * fifth a second and nothing is asked for.
 *
 * <p>Rising with the error and falling by decay is on purpose: an error below the goal is at most
 * the goal itself, a fraction of a percent, and an integrator with one gain for both would push for
 * minutes after the stalls have gone. And it asks once a second and not once a tick: what was asked
 * for takes a moment to show in the stall time, and asking again meanwhile would take it twice.
 */
final class StallController {
  private static final double DECAY_SECONDS = 5.0;

  private final double goalShare;
  private final double gainPerSecond;
  private double push;

  StallController(double goalShare, double gainPerSecond) {
    this.goalShare = goalShare;
    this.gainPerSecond = gainPerSecond;
  }

  /**
   * Takes in the stalls of a window of about a second.
   *
   * @return the share of everything reclaimable that is wanted for it, 0 to 1
   */
  double ask(StallWindow second) {
    double lengthSeconds = second.lengthSeconds();
    if (second.share() <= goalShare) {
      push -= push * Math.min(1.0, lengthSeconds / DECAY_SECONDS);
      return 0;
    }
    push += gainPerSecond * (second.share() - goalShare) * lengthSeconds;
    push = Math.min(1.0, push);
    return push;
  }
}
