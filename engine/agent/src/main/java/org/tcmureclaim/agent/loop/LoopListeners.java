package org.tcmureclaim.agent.loop;

import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Two listeners, told in this order. */
public record LoopListeners(LoopListener first, LoopListener second) implements LoopListener {

  @Override
  public void ticking() {
    first.ticking();
    second.ticking();
  }

  @Override
  public void deviceAdded(int slot, DeviceKey key) {
    first.deviceAdded(slot, key);
    second.deviceAdded(slot, key);
  }

  @Override
  public void deviceRemoved(int slot, DeviceKey key) {
    first.deviceRemoved(slot, key);
    second.deviceRemoved(slot, key);
  }

  @Override
  public void adopted(HostSnapshot snapshot, LoopRules rules) {
    first.adopted(snapshot, rules);
    second.adopted(snapshot, rules);
  }

  @Override
  public void planned(long number, HostSnapshot snapshot, Plan plan) {
    first.planned(number, snapshot, plan);
    second.planned(number, snapshot, plan);
  }

  @Override
  public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {
    first.settled(number, snapshot, outcomes);
    second.settled(number, snapshot, outcomes);
  }

  @Override
  public void shadowed(ShadowRun run) {
    first.shadowed(run);
    second.shadowed(run);
  }

  @Override
  public void shadowFailed(long failures, String problem) {
    first.shadowFailed(failures, problem);
    second.shadowFailed(failures, problem);
  }

  @Override
  public void ticked(HostSnapshot snapshot, Plan plan) {
    first.ticked(snapshot, plan);
    second.ticked(snapshot, plan);
  }

  @Override
  public void held(String message) {
    first.held(message);
    second.held(message);
  }
}
