package org.tcmureclaim.agent.board;

import java.util.function.Function;
import java.util.function.Supplier;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.image.AgentFigures;
import org.tcmureclaim.image.DurationKind;
import org.tcmureclaim.image.Durations;
import org.tcmureclaim.image.Tick;
import org.tcmureclaim.image.TickPublisher;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Makes one {@link Tick} of what the loop tells, and hands it on when the tick is over. */
public final class TickListener implements LoopListener {
  private static final long NO_EVENT = Long.MIN_VALUE;

  private final Tick tick = new Tick();
  private final Function<DeviceKey, DeviceIdentity> identities;
  private final Supplier<Counters> counters;
  private final TickPublisher publisher;
  private final WorkerClock clock;
  private AgentFigures agent = AgentFigures.NONE;
  private CustomerDirectory customers;
  private long begunPlan;
  private long eventAtNanos = NO_EVENT;
  private long tickBegunAtNanos;

  /** One with the clock of this machine. */
  public TickListener(
      CustomerDirectory customers,
      Function<DeviceKey, DeviceIdentity> identities,
      Supplier<Counters> counters,
      TickPublisher publisher) {
    this(customers, identities, counters, publisher, WorkerClock.OF_MACHINE);
  }

  /**
   * A listener to be told after the one that counts.
   *
   * @param identities of devices of the last look
   * @param clock of all processes
   */
  public TickListener(
      CustomerDirectory customers,
      Function<DeviceKey, DeviceIdentity> identities,
      Supplier<Counters> counters,
      TickPublisher publisher,
      WorkerClock clock) {
    this.customers = customers;
    this.identities = identities;
    this.counters = counters;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Hands on the first look, upon which nothing is decided. */
  public void open(HostSnapshot first) {
    ticking();
    tick.sensed(first);
    publisher.publish(tick);
  }

  /** Has numbers of the agent itself shown from now on. To be called before the first tick. */
  public void show(AgentFigures figures) {
    agent = figures;
    tick.agent(figures);
  }

  @Override
  public void ticking() {
    tickBegunAtNanos = clock.nanoTime();
    tick.begins(tickBegunAtNanos);
    publisher.tickDue(tickBegunAtNanos + agent.longestWaitNanos());
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
    Trigger trigger = plan.demand().trigger();
    boolean event = trigger == Trigger.PSI_SOME || trigger == Trigger.PSI_FULL;
    eventAtNanos = event ? snapshot.takenAtNanos() : NO_EVENT;
  }

  @Override
  public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {
    tick.ended(number, outcomes);
    if (eventAtNanos != NO_EVENT && outcomes.totalFreedPages() > 0) {
      Durations durations = tick.durations();
      long begunAtNanos = outcomes.startedAtNanos();
      long endedAtNanos = outcomes.endedAtNanos();
      durations.add(DurationKind.REACTION_DECIDE, begunAtNanos - eventAtNanos);
      durations.add(DurationKind.REACTION_TRUNCATE, endedAtNanos - begunAtNanos);
      durations.add(DurationKind.REACTION_WHOLE, endedAtNanos - eventAtNanos);
    }
    eventAtNanos = NO_EVENT;
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
    publisher.publish(tick);
    tick.durations().add(DurationKind.TICK, clock.nanoTime() - tickBegunAtNanos);
  }

  @Override
  public void held(String message) {
    tick.held(message);
  }
}
