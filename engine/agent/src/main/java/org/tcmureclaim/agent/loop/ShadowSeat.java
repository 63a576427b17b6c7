package org.tcmureclaim.agent.loop;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Where a shadow sits beside the decider; empty where the rules have none. */
final class ShadowSeat {
  private @Nullable DecisionSettings settings;
  private @Nullable ShadowRun run;

  /** Seats another one, with a score of its own, unless its settings are the same as before. */
  void adopt(@Nullable DecisionSettings newSettings) {
    if (newSettings == null) {
      run = null;
    } else if (!newSettings.equals(settings)) {
      run = new ShadowRun(newSettings);
    }
    settings = newSettings;
  }

  void assign(int slot, int customer) {
    if (run != null) {
      run.assign(slot, customer);
    }
  }

  void forget(int slot, DeviceKey key) {
    if (run != null) {
      run.forget(slot, key);
    }
  }

  /**
   * Lets it decide on what was just decided on.
   *
   * @param canAct whether the active plan is carried out, or would be if it were not empty
   * @return its run; null where there is none
   */
  @Nullable ShadowRun tick(HostSnapshot snapshot, Plan plan, boolean canAct) {
    if (run != null) {
      Plan unused = run.tick(snapshot, plan, canAct);
    }
    return run;
  }
}
