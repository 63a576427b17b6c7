package org.tcmureclaim.simulation;

import java.util.List;
import org.tcmureclaim.simulation.memory.PsiTriggerSettings;
import org.tcmureclaim.simulation.memory.StallKind;

/**
 * What the simulated host offers to the agent.
 *
 * @param truncation the means to truncate data areas
 * @param tailVisible whether the host shows what a truncation would free; an unpatched kernel does
 *     not
 * @param triggers the PSI triggers that are armed
 */
public record HostFeatures(
    TruncationStyle truncation, boolean tailVisible, List<PsiTriggerSettings> triggers) {

  public HostFeatures {
    triggers = List.copyOf(triggers);
  }

  /** The shim, and triggers for 50 ms of stalls of either kind within a second. */
  public static HostFeatures defaults() {
    return new HostFeatures(
        TruncationStyle.SHIM,
        true,
        List.of(
            new PsiTriggerSettings(StallKind.SOME, 50_000, 1_000_000),
            new PsiTriggerSettings(StallKind.FULL, 50_000, 1_000_000)));
  }

  /** Whether the host keeps heat ladders and true peaks: only the shim does. */
  public boolean laddersKept() {
    return truncation == TruncationStyle.SHIM && tailVisible;
  }

  public HostFeatures withTruncation(TruncationStyle newTruncation, boolean newTailVisible) {
    return new HostFeatures(newTruncation, newTailVisible, triggers);
  }

  public HostFeatures withTriggers(List<PsiTriggerSettings> newTriggers) {
    return new HostFeatures(truncation, tailVisible, newTriggers);
  }
}
