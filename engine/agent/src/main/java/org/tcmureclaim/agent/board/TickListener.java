package org.tcmureclaim.agent.board;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.image.Tick;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Makes one {@link Tick} of what the loop tells, and hands it on when the tick is over. */
public final class TickListener implements LoopListener {
  private final Tick tick = new Tick();
  private final Function<DeviceKey, DeviceIdentity> identities;
  private final Supplier<Counters> counters;
  private final Consumer<Tick> publisher;
  private CustomerDirectory customers;
  private long begunPlan;

  /**
   * A listener to be told after the one that counts.
   *
   * @param identities of devices of the last look
   * @param publisher takes each tick on the decision thread, so it must not block
   */
  public TickListener(
      CustomerDirectory customers,
      Function<DeviceKey, DeviceIdentity> identities,
      Supplier<Counters> counters,
      Consumer<Tick> publisher) {
    this.customers = customers;
    this.identities = identities;
    this.counters = counters;
    this.publisher = publisher;
  }

  /** Hands on the first look, upon which nothing is decided. */
  public void open(HostSnapshot first) {
    tick.sensed(first);
    publisher.accept(tick);
  }

  @Override
  public void deviceAdded(int slot, DeviceKey key) {
    tick.device(
        slot,
        key.path(),
        customers.name(customers.indexOf(key)),
        identities.apply(key).devConfig());
  }

  @Override
  public void adopted(HostSnapshot snapshot, LoopRules rules) {
    customers = rules.customers();
    tick.configuration(rules.number());
    tick.shadow(null);
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      deviceAdded(devices.slotAt(i), devices.key(devices.slotAt(i)));
    }
  }

  @Override
  public void planned(long number, HostSnapshot snapshot, Plan plan) {
    begunPlan = number;
  }

  @Override
  public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {
    tick.ended(number, outcomes);
  }

  @Override
  public void shadowed(ShadowRun run) {
    tick.shadow(run);
  }

  @Override
  public void shadowFailed(long failures, String problem) {
    tick.shadow(null);
  }

  @Override
  public void ticked(HostSnapshot snapshot, Plan plan) {
    Counters now = counters.get();
    tick.counters(now.decisions(), now.truncations(), now.pagesFreed(), now.pagesCameBack());
    tick.decided(snapshot, plan, begunPlan);
    begunPlan = 0;
    publisher.accept(tick);
  }

  @Override
  public void held(String message) {
    tick.held(message);
  }
}
