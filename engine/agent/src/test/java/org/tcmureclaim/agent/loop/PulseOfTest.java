package org.tcmureclaim.agent.loop;

/** Turns a pulse as the loop does. */
public final class PulseOfTest {
  private PulseOfTest() {}

  public static void waits(LoopPulse pulse, long nanos) {
    pulse.waits(nanos);
  }

  public static void ticks(LoopPulse pulse) {
    pulse.ticks();
  }

  public static void ticked(LoopPulse pulse, boolean memoryIsShort) {
    pulse.ticked(memoryIsShort, false, 0);
  }

  public static void ends(LoopPulse pulse) {
    pulse.ends();
  }
}
