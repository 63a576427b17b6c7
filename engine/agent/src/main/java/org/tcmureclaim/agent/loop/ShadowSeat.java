package org.tcmureclaim.agent.loop;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Where a shadow sits beside the decider; empty where the rules have none. A shadow that throws is
 * switched off: whatever a policy on trial does wrong, the active ones go on.
 */
final class ShadowSeat {
  private @Nullable DecisionSettings settings;
  private @Nullable ShadowRun run;
  private @Nullable String problem;
  private long failures;

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
    attempt(run -> run.assign(slot, customer));
  }

  void forget(int slot, DeviceKey key) {
    attempt(run -> run.forget(slot, key));
  }

  /**
   * Lets it decide on what was just decided on.
   *
   * @param canAct whether the active plan is carried out, or would be if it were not empty
   * @return its run; null where there is none, or none any more
   */
  @Nullable ShadowRun tick(HostSnapshot snapshot, Plan plan, boolean canAct) {
    ShadowRun seated = run;
    if (seated != null) {
      try {
        Plan unused = seated.tick(snapshot, plan, canAct);
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        switchOff(e);
      }
    }
    return run;
  }

  /** Shadows that failed since the start. */
  long failures() {
    return failures;
  }

  /** What the shadow failed with since the last call; null where it did not. */
  @Nullable String takeProblem() {
    String taken = problem;
    problem = null;
    return taken;
  }

  private void attempt(Consumer<ShadowRun> step) {
    ShadowRun seated = run;
    if (seated != null) {
      try {
        step.accept(seated);
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        switchOff(e);
      }
    }
  }

  private void switchOff(Throwable failure) {
    run = null;
    failures++;
    problem = failure.toString();
  }
}
