package org.tcmureclaim.agent.ledger;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.decision.Decider;
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

/**
 * The listener of the loop. It fills one {@link Tick} with what the loop tells and what that adds
 * up to since the start, and publishes it when the tick is over: whoever wants to know what the
 * loop did reads ticks. Only who must be told in words hears of decisions and devices at once; for
 * that it allocates, and for nothing else.
 */
public final class Ledger implements LoopListener {
  private static final long NO_EVENT = Long.MIN_VALUE;

  private final Decider decider;
  private final Function<DeviceKey, DeviceIdentity> identities;
  private final TickPublisher publisher;
  private final WorkerClock clock;
  private final Tick tick = new Tick();
  private final Tally tally = new Tally();
  private final DecisionReports reports;
  private final CanaryWatch canaries;
  private final BrakeWatch brakes;
  private AgentFigures agent = AgentFigures.NONE;
  private CustomerDirectory customers;
  private long begunPlan;
  private long eventAtNanos = NO_EVENT;
  private long tickBegunAtNanos;

  /** One with the clock of this machine. */
  public Ledger(
      Decider decider,
      CustomerDirectory customers,
      Function<DeviceKey, DeviceIdentity> identities,
      TickPublisher publisher,
      Consumer<Report> reports) {
    this(decider, customers, identities, publisher, WorkerClock.OF_MACHINE, reports);
  }

  /**
   * Keeps the books of one run.
   *
   * @param identities of devices of the last look
   * @param publisher gets each tick
   * @param clock of all processes
   * @param reports where reports go; must not block
   */
  public Ledger(
      Decider decider,
      CustomerDirectory customers,
      Function<DeviceKey, DeviceIdentity> identities,
      TickPublisher publisher,
      WorkerClock clock,
      Consumer<Report> reports) {
    this.decider = decider;
    this.customers = customers;
    this.identities = identities;
    this.publisher = publisher;
    this.clock = clock;
    this.reports = new DecisionReports(reports);
    this.canaries = new CanaryWatch(decider, reports);
    this.brakes = new BrakeWatch(decider, reports);
  }

  /** Has numbers of the agent itself shown from now on. To be called before the first look. */
  public void show(AgentFigures figures) {
    agent = figures;
    tick.agent(figures);
  }

  /** Counts from this first look on, upon which nothing is decided, and publishes it. */
  public void open(HostSnapshot first) {
    ticking();
    tally.sensed(first);
    tick.sensed(first);
    publisher.publish(tick);
  }

  @Override
  public void ticking() {
    tickBegunAtNanos = clock.nanoTime();
    tick.begins(tickBegunAtNanos);
    publisher.tickDue(tickBegunAtNanos + agent.longestWaitNanos());
  }

  @Override
  public void deviceAdded(int slot, DeviceKey key) {
    tick.began(slot);
    assign(slot, key);
    reports.added(key, tick.customer(slot), tally.durationSeconds());
  }

  @Override
  public void deviceRemoved(int slot, DeviceKey key) {
    reports.removed(key, tick.customer(slot), tally.durationSeconds());
  }

  @Override
  public void adopted(HostSnapshot snapshot, LoopRules rules) {
    customers = rules.customers();
    tick.configuration(rules.number());
    tick.shadow(null);
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      assign(devices.slotAt(i), devices.key(devices.slotAt(i)));
    }
  }

  private void assign(int slot, DeviceKey key) {
    tick.device(
        slot,
        key.path(),
        customers.name(customers.indexOf(key)),
        identities.apply(key).devConfig());
  }

  @Override
  public void planned(long number, HostSnapshot snapshot, Plan plan) {
    tally.planned();
    begunPlan = number;
    Trigger trigger = plan.demand().trigger();
    boolean event = trigger == Trigger.PSI_SOME || trigger == Trigger.PSI_FULL;
    eventAtNanos = event ? snapshot.takenAtNanos() : NO_EVENT;
    reports.planned(
        number,
        plan,
        tick::customer,
        tally.secondsAt(plan.decidedAtNanos()),
        snapshot.memory().availableBytes(),
        decider.stallShare());
  }

  @Override
  public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {
    tally.settled(outcomes);
    tick.ended(number, outcomes);
    measureReaction(outcomes);
    reports.settled(outcomes, ShadowScore.of(tick));
  }

  private void measureReaction(Outcomes outcomes) {
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
    reports.shadowFailed(failures, problem);
  }

  @Override
  public void ticked(HostSnapshot snapshot, Plan plan) {
    tally.sensed(snapshot);
    tally.cameBack(decider.cameBackPages());
    reports.sensed();
    canaries.look(plan.reasons());
    brakes.look(snapshot);
    brakes.addTo(tick, snapshot.devices());
    tally.addTo(tick);
    tick.decided(snapshot, plan, begunPlan);
    begunPlan = 0;
    publisher.publish(tick);
    tick.durations().add(DurationKind.TICK, clock.nanoTime() - tickBegunAtNanos);
  }

  @Override
  public void held(String message) {
    tick.held(message);
    reports.held(message);
  }

  /**
   * The run as a whole. Called when the loop has ended.
   *
   * @param stock the same run without the agent; null where that is not known
   */
  public Summary close(Summary.@Nullable Comparison stock) {
    return new Summary(
        tally.durationSeconds(),
        tally.counters(),
        tally.pressureSeconds(),
        tally.peakPages(),
        stock,
        ShadowScore.of(tick));
  }
}
