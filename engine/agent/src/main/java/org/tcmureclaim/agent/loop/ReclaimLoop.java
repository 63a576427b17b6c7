package org.tcmureclaim.agent.loop;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Turns for as long as the agent runs. It owns no thread and reads no clock but the host's, so a
 * test can turn it by hand.
 *
 * <p>One plan is under way at a time. While it is, ticks go on sensing and deciding, so that the
 * next plan is ready, but nothing more is handed to the truncator.
 */
public final class ReclaimLoop {
  private static final long NEVER = Long.MAX_VALUE;

  private final Host host;
  private final Decider decider;
  private final LoopListener listener;
  private final AtomicReference<@Nullable LoopRules> newRules = new AtomicReference<>();
  private LoopSettings settings;
  private CustomerDirectory customers;
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Outcomes outcomes = new Outcomes();
  private final ShadowSeat shadow;
  private final LoopPulse pulse;
  private final ShrinkDesk orders = new ShrinkDesk();
  private final DeviceListener devices = new Devices();
  private long plans;
  private boolean underWay;
  private long seenEvents;
  private long fastSinceNanos;
  private boolean fast;
  private volatile boolean paused;
  private volatile boolean stopping;

  /** A loop whose devices all belong to one customer. */
  public ReclaimLoop(Host host, Decider decider, LoopSettings settings, LoopListener listener) {
    this(host, decider, settings, CustomerDirectory.ofOne(""), listener);
  }

  /**
   * A loop that goes by rules until others are handed over.
   *
   * @param decider that has the decisions' settings
   */
  public ReclaimLoop(Host host, Decider decider, LoopRules rules, LoopListener listener) {
    this(host, decider, rules, listener, new ShadowSeat(), new LoopPulse());
  }

  /**
   * The same, watched from outside.
   *
   * @param shadow where the rules' shadow sits
   * @param pulse says that the loop turns
   */
  public ReclaimLoop(
      Host host,
      Decider decider,
      LoopRules rules,
      LoopListener listener,
      ShadowSeat shadow,
      LoopPulse pulse) {
    this(host, decider, rules.pace(), rules.customers(), listener, shadow, pulse);
    shadow.adopt(rules.shadow());
  }

  public ReclaimLoop(
      Host host,
      Decider decider,
      LoopSettings settings,
      CustomerDirectory customers,
      LoopListener listener) {
    this(host, decider, settings, customers, listener, new ShadowSeat(), new LoopPulse());
  }

  private ReclaimLoop(
      Host host,
      Decider decider,
      LoopSettings settings,
      CustomerDirectory customers,
      LoopListener listener,
      ShadowSeat shadow,
      LoopPulse pulse) {
    this.host = host;
    this.shadow = shadow;
    this.pulse = pulse;
    this.decider = decider;
    this.settings = settings;
    this.customers = customers;
    this.listener = listener;
  }

  /**
   * Hands over rules that count from the next tick on; of several, the last. Safe from any thread.
   */
  public void adopt(LoopRules rules) {
    newRules.set(rules);
    host.wake();
  }

  /**
   * Whether plans are kept back: the loop goes on sensing and deciding, and carries out nothing but
   * operators' orders. A plan that is under way ends as usual. Safe from any thread.
   */
  public void pause(boolean newPaused) {
    paused = newPaused;
    host.wake();
  }

  /** Has a device cut, between two ticks. Safe from any thread. */
  public void order(ShrinkOrder order) {
    orders.place(order);
    host.wake();
  }

  /** Turns until {@link #stop} is called or {@code forNanos} have passed on the host's clock. */
  public void run(long forNanos) {
    long startedAtNanos = host.nanoTime();
    while (!stopping) {
      long nowNanos = host.nanoTime();
      long leftNanos = forNanos == NEVER ? NEVER : forNanos - (nowNanos - startedAtNanos);
      if (leftNanos <= 0) {
        break;
      }
      long waitNanos = Math.min(leftNanos, intervalNanos());
      pulse.waits(waitNanos);
      var unused = host.awaitEvent(nowNanos + waitNanos);
      tick();
    }
    pulse.ends();
  }

  /** Turns without end, until {@link #stop}. */
  public void run() {
    run(NEVER);
  }

  /** Makes {@link #run} return soon. Safe from any thread. */
  public void stop() {
    stopping = true;
    host.wake();
  }

  /**
   * Senses for the first time, without deciding: after it the devices are known.
   *
   * @throws HostException where the host cannot be sensed, which at the start is final
   */
  public HostSnapshot begin() {
    host.sample(snapshot, devices);
    return snapshot;
  }

  /** One turn: sense, take in what ended, decide, and hand the plan over. */
  public void tick() {
    pulse.ticks();
    listener.ticking();
    try {
      host.sample(snapshot, devices);
    } catch (HostException e) {
      listener.held(e.problem());
      return;
    }
    settle();
    takeNewRules();
    noteEvents();
    Plan plan = decider.decide(snapshot);
    Plan ordered = underWay ? null : orders.next(snapshot, decider, host.truncator());
    if (ordered != null) {
      plan = ordered; // An order goes first; what the host wants is decided anew in the next tick.
    }
    boolean held = underWay || (paused && ordered == null);
    boolean begun = !plan.isEmpty() && !held && host.truncator().begin(plan);
    if (ordered != null && !begun) {
      orders.notBegun();
    }
    boolean canAct = begun || (plan.isEmpty() && !underWay);
    runShadow(plan, canAct);
    if (begun) {
      underWay = true;
      plans++;
      listener.planned(plans, snapshot, plan);
    }
    listener.ticked(snapshot, plan);
    shadow.endTick(snapshot, plan, canAct);
    boolean isShort = plan.demand().urgency() != Urgency.NONE;
    pulse.ticked(isShort, underWay || paused, snapshot.devices().size());
  }

  private void runShadow(Plan plan, boolean canAct) {
    ShadowRun run = shadow.tick(snapshot, plan, canAct);
    if (run != null) {
      listener.shadowed(run);
    }
    String problem = shadow.takeProblem();
    if (problem != null) {
      listener.shadowFailed(shadow.failures(), problem);
    }
  }

  private void settle() {
    if (underWay && host.truncator().takeOutcomes(outcomes)) {
      underWay = false;
      decider.settle(snapshot, outcomes);
      listener.settled(plans, snapshot, outcomes);
      orders.settled(plans, outcomes);
    }
  }

  private void takeNewRules() {
    LoopRules rules = newRules.getAndSet(null);
    if (rules == null) {
      return;
    }
    settings = rules.pace();
    customers = rules.customers();
    decider.adopt(rules.decisions());
    shadow.adopt(rules.shadow());
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      assign(slot, devices.key(slot));
    }
    listener.adopted(snapshot, rules);
  }

  private void assign(int slot, DeviceKey key) {
    int customer = customers.indexOf(key);
    decider.assign(slot, customer);
    shadow.assign(slot, customer);
  }

  private void noteEvents() {
    long events = snapshot.pressure().someEvents() + snapshot.pressure().fullEvents();
    if (events != seenEvents) {
      seenEvents = events;
      fastSinceNanos = snapshot.takenAtNanos();
      fast = true;
    } else if (fast && snapshot.takenAtNanos() - fastSinceNanos >= settings.fastForNanos()) {
      fast = false;
    }
  }

  private long intervalNanos() {
    return fast ? settings.fastTickNanos() : settings.tickNanos();
  }

  /** Keeps policy and listener in step with the table. */
  private final class Devices implements DeviceListener {
    @Override
    public void added(int slot, DeviceKey key) {
      assign(slot, key);
      listener.deviceAdded(slot, key);
    }

    @Override
    public void removed(int slot, DeviceKey key) {
      decider.forget(slot, key);
      shadow.forget(slot, key);
      listener.deviceRemoved(slot, key);
    }
  }
}
