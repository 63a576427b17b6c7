package org.tcmureclaim.replay.run;

import org.tcmureclaim.configuration.rules.ReclaimRules;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.watch.HostState;
import org.tcmureclaim.replay.watch.TickWatcher;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A closed-loop replay: what a policy leaves in data areas is missing from the memory of the
 * recorded host, and what is available there makes the demand. The rules of {@link
 * FixedBudgetReplay} hold but for this:
 *
 * <ol>
 *   <li>There is no budget. In each tick {@code MemTotal} less what others used then less what is
 *       held now is available ({@link ReplayedHost}); stalls follow from the recorded ones by the
 *       {@link org.tcmureclaim.replay.pressure.StallModel}; triggers fire as the kernel's do, but
 *       are looked at once in a tick.
 *   <li>The agent's own {@link org.tcmureclaim.demand.DemandController} turns that into a demand
 *       with its urgency.
 *   <li>A device that went as the trace was recorded takes its pages with it.
 *   <li>A tick counts as over budget if it ends below the low watermark; as avoidably so if
 *       something was left that could have been freed.
 * </ol>
 *
 * <p>So the optimum that holds is the clairvoyant one for a budget that changes from tick to tick:
 * what may be held with the low watermark kept, {@link ClosedLoop#pagesAtLow}. Whoever keeps the
 * low watermark wherever that is possible keeps to that budget, so nobody of them beats it. The
 * budget at the high watermark does not bound anybody: between low and high the host asks for
 * nothing, or for little.
 */
public final class ClosedLoopReplay implements HostState {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long DAY_SECONDS = 86_400;

  private final TickTable ticks;
  private final ClosedLoop loop;
  private final TickWatcher watcher;
  private final RunWatch watch;
  private final HostSnapshot snapshot = new HostSnapshot();
  private final ReplayedDevices devices;
  private final ReplayedHost host;
  private final Answers answers;
  private final PressureTally tally;
  private long ticksBelowLow;
  private long avoidableTicksBelowLow;
  private long pageTicks;
  private long availableBytes;

  private ClosedLoopReplay(
      TickTable ticks,
      ClosedLoop loop,
      RungBoundaries boundaries,
      TickWatcher watcher,
      RunWatch watch,
      AnswersOf answersOf) {
    if (loop.host().ticks() != ticks.ticks()) {
      throw new IllegalArgumentException(
          "a host of " + loop.host().ticks() + " ticks for devices of " + ticks.ticks());
    }
    this.ticks = ticks;
    this.loop = loop;
    this.watcher = watcher;
    this.watch = watch;
    this.devices = new ReplayedDevices(ticks, snapshot, boundaries, watch);
    this.host = new ReplayedHost(loop, snapshot);
    this.answers = answersOf.devices(devices);
    this.tally = new PressureTally(loop.demand(), ticks.tickNanos());
  }

  /** Who answers, given the devices. */
  private interface AnswersOf {
    Answers devices(ReplayedDevices devices);
  }

  /** Replays a policy that has seen nothing yet, alone: without a guard and customers. */
  static RunResult of(
      TickTable ticks,
      ReclaimPolicy policy,
      ClosedLoop loop,
      RungBoundaries boundaries,
      TickWatcher watcher,
      RunWatch watch) {
    return new ClosedLoopReplay(
            ticks,
            loop,
            boundaries,
            watcher,
            watch,
            devices -> new PolicyAnswers(policy, loop.demand(), devices))
        .run();
  }

  /** Replays the agent's decider with a configuration, its own watermarks and controller. */
  static RunResult of(
      TickTable ticks,
      ReclaimRules rules,
      ClosedLoop loop,
      RungBoundaries boundaries,
      TickWatcher watcher,
      RunWatch watch) {
    return new ClosedLoopReplay(
            ticks,
            loop,
            boundaries,
            watcher,
            watch,
            devices ->
                new DeciderAnswers(
                    RuledDecider.of(
                        rules,
                        rules
                            .demand()
                            .of(loop.host().totalBytes(), rules.guard().staleAfterNanos()),
                        ticks),
                    devices))
        .run();
  }

  private RunResult run() {
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      pass(tick);
    }
    return new RunResult(
        devices.reallocatedPages(),
        devices.firstAllocatedPages(),
        answers.truncations(),
        answers.freedPages(),
        ticksBelowLow,
        avoidableTicksBelowLow,
        ticks.ticks() == 0 ? 0 : (double) pageTicks / ticks.ticks(),
        answers.hash().text(),
        tally.figures(host));
  }

  private void pass(int tick) {
    long nowNanos = (tick + 1) * ticks.tickNanos();
    snapshot.takenAt(nowNanos);
    snapshot.secondOfDay((int) (nowNanos / SECOND_NANOS % DAY_SECONDS));
    devices.pass(tick, nowNanos);
    for (int device : loop.host().gone(tick)) {
      devices.leave(device, nowNanos);
    }
    host.sense(tick, nowNanos, devices.totalPages());
    long freedBefore = answers.freedPages();
    Demand demand = answers.answer(tick, snapshot);
    availableBytes = host.availableBytes(tick, devices.totalPages());
    count(tick, demand, answers.freedPages() - freedBefore);
    watcher.tick(tick, demand.trigger().isOfHost() ? demand.pages() : 0, this);
  }

  private void count(int tick, Demand demand, long freedPages) {
    pageTicks += devices.totalPages();
    if (!loop.host().isKnown(tick)) {
      tally.unknown();
      return;
    }
    tally.add(tick, demand, freedPages, availableBytes);
    watch.hostPassed(
        tick, availableBytes, loop.host().someMicros(tick), loop.host().fullMicros(tick));
    if (devices.totalPages() > loop.pagesAtLow(tick)) {
      ticksBelowLow++;
      avoidableTicksBelowLow += devices.totalPages() > devices.pinnedPages() ? 1 : 0;
    }
  }

  @Override
  public long totalPages() {
    return devices.totalPages();
  }

  @Override
  public long reallocatedPages() {
    return devices.reallocatedPages();
  }

  @Override
  public long truncations() {
    return answers.truncations();
  }

  @Override
  public int residentPages(int device) {
    return devices.residentPages(device);
  }

  @Override
  public long availableBytes() {
    return availableBytes;
  }

  @Override
  public long someMicros() {
    return host.someMicros();
  }

  @Override
  public long fullMicros() {
    return host.fullMicros();
  }
}
