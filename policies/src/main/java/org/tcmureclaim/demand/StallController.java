package org.tcmureclaim.demand;

import org.tcmureclaim.snapshot.PressureSample;

/**
 * An integral controller on PSI {@code some total}: while tasks wait for memory longer than the
 * goal allows, the push grows with the excess; as soon as they do not, it halves every few seconds.
 *
 * <p>Rising with the error and falling by decay is on purpose: an error below the goal is at most
 * the goal itself, a fraction of a percent, and an integrator with one gain for both would push for
 * minutes after the stalls have gone.
 */
final class StallController {
  private static final double DECAY_SECONDS = 5.0;

  private final double goalShare;
  private final double gainPerSecond;
  private double push;
  private double stallShare;
  private long lastSomeMicros;
  private long lastSampledAtNanos;
  private boolean primed;

  StallController(double goalShare, double gainPerSecond) {
    this.goalShare = goalShare;
    this.gainPerSecond = gainPerSecond;
  }

  /** How hard to push: the share of everything reclaimable that is wanted, 0 to 1. */
  double push() {
    return push;
  }

  /** Share of the time since the sample before in which tasks waited for memory, 0 to 1. */
  double stallShare() {
    return stallShare;
  }

  void update(PressureSample pressure) {
    long elapsedNanos = pressure.sampledAtNanos() - lastSampledAtNanos;
    if (!primed || elapsedNanos > 0) {
      if (primed) {
        integrate(pressure.someTotalMicros() - lastSomeMicros, elapsedNanos);
      }
      lastSomeMicros = pressure.someTotalMicros();
      lastSampledAtNanos = pressure.sampledAtNanos();
      primed = true;
    }
  }

  private void integrate(long stalledMicros, long elapsedNanos) {
    double elapsedSeconds = elapsedNanos / 1e9;
    stallShare = Math.min(1.0, stalledMicros * 1000.0 / elapsedNanos);
    if (stallShare > goalShare) {
      push += gainPerSecond * (stallShare - goalShare) * elapsedSeconds;
    } else {
      push -= push * Math.min(1.0, elapsedSeconds / DECAY_SECONDS);
    }
    push = Math.max(0.0, Math.min(1.0, push));
  }
}
