package org.tcmureclaim.agent.loop;

import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Hears what the loop does. Called on the decision thread, so it must not block; what it is handed
 * is reused and good only until it returns.
 */
public interface LoopListener {
  /** A tick begins: next the host is sensed. */
  default void ticking() {}

  default void deviceAdded(int slot, DeviceKey key) {}

  default void deviceRemoved(int slot, DeviceKey key) {}

  /** New rules count from this tick on: devices may be other customers' now. */
  default void adopted(HostSnapshot snapshot, LoopRules rules) {}

  /** A plan that is not empty was handed to the truncator. Numbers count from 1. */
  default void planned(long number, HostSnapshot snapshot, Plan plan) {}

  /** The plan of this number has ended. */
  default void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {}

  /** The shadow has decided too. Comes before what else is told of a tick. */
  default void shadowed(ShadowRun run) {}

  /**
   * The shadow has failed and is switched off until rules with another one are handed over.
   *
   * @param failures so many shadows failed since the start
   * @param problem what went wrong, for an operator
   */
  default void shadowFailed(long failures, String problem) {}

  /** A tick is over. */
  default void ticked(HostSnapshot snapshot, Plan plan) {}

  /**
   * The host could not be sensed in this tick, so nothing was decided.
   *
   * @param message for an operator
   */
  default void held(String message) {}
}
