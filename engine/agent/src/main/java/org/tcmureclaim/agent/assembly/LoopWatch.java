package org.tcmureclaim.agent.assembly;

import java.util.function.Consumer;
import org.tcmureclaim.agent.loop.LoopPulse;
import org.tcmureclaim.agent.loop.ShadowBounds;
import org.tcmureclaim.agent.loop.ShadowSeat;
import org.tcmureclaim.host.worker.Worker;

/**
 * Looks from outside whether the decision loop turns, and whether its shadow keeps to its bounds.
 *
 * <p>A loop that does not is not mended: the process has to end. It counts its own looks and not
 * the clock, so that a process that was stopped for a while (SIGSTOP, a suspended machine) has as
 * long as any other to go on.
 */
final class LoopWatch {
  private static final long LOOK_MILLIS = 1000;

  /** In each of those looks, while there is a shadow. */
  private static final int SHADOW_LOOKS = 20;

  /** Looks, one a second, in which the loop does not turn before it is taken for dead. */
  static final int MOST_STILL_LOOKS = 120;

  private static final long NANOS_PER_LOOK = 1_000_000_000L;

  private final LoopPulse pulse;
  private final ShadowSeat shadow;
  private final ShadowBounds bounds;
  private final Consumer<String> loopIsDead;
  private final Runnable shadowIsStuck;
  private long seenBeats;
  private long stillLooks;

  /**
   * A watch that has not looked yet.
   *
   * @param loopIsDead ends the process; handed what was seen
   * @param shadowIsStuck called while a shadow that was switched off goes on, and memory is not
   *     short
   */
  LoopWatch(
      LoopPulse pulse,
      ShadowSeat shadow,
      ShadowBounds bounds,
      Consumer<String> loopIsDead,
      Runnable shadowIsStuck) {
    this.pulse = pulse;
    this.shadow = shadow;
    this.bounds = bounds;
    this.loopIsDead = loopIsDead;
    this.shadowIsStuck = shadowIsStuck;
  }

  /** Looks until it is to end. */
  void run(Worker self) throws InterruptedException {
    while (!self.isEnding()) {
      int shadowLooks = shadow.hasThread() ? SHADOW_LOOKS : 1;
      for (int look = 0; look < shadowLooks; look++) {
        Thread.sleep(LOOK_MILLIS / shadowLooks);
        shadow.judge(bounds);
      }
      look();
    }
  }

  /** One look; to be taken once a second. */
  void look() {
    if (shadow.hasStuckThread() && !pulse.isShort()) {
      shadowIsStuck.run();
    }
    long beats = pulse.beats();
    stillLooks = beats == seenBeats && beats > 0 && !pulse.hasEnded() ? stillLooks + 1 : 0;
    seenBeats = beats;
    long mayWaitLooks = pulse.waitNanos() / NANOS_PER_LOOK;
    if (stillLooks - mayWaitLooks > MOST_STILL_LOOKS) {
      loopIsDead.accept(
          "the decision loop has stood still for " + (stillLooks - mayWaitLooks) + " s");
    }
  }
}
