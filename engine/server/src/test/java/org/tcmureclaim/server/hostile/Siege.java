package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Attacks an agent for a while, and compares with as long a while of the same load without it. */
final class Siege {
  private static final long SAMPLE_NANOS = 100_000_000;

  /** An attack lasts until there were as many; only an agent that has stopped takes a minute. */
  private static final int FEWEST_TICKS = 3;

  private static final long LONGEST_NANOS = 60_000_000_000L;

  /** One attack, on the addresses of one kind. */
  record Target(String where, Attack attack, @Nullable SocketAddress address, boolean tls) {
    String name() {
      return where + ", " + attack.name();
    }
  }

  /**
   * What was seen in one while.
   *
   * @param nanos that it lasted
   * @param waits of the thread that decides, for its next tick or whatever else
   * @param lost ticks, decisions and reports that the agent counted as lost
   * @param collections of the agent
   * @param agent its most
   * @param server the most of the process that answers
   * @param processorNanos of agent, server, and attacker or burner
   */
  record Seen(
      long nanos,
      TickTimes ticks,
      long waits,
      long lost,
      long collections,
      ProcessFigures agent,
      ProcessFigures server,
      long processorNanos) {
    double ticksPerSecond() {
      return ticks.count() / (nanos / 1e9);
    }

    double waitsOfATick() {
      return new Waits(waits, ticks.count()).ofATick();
    }

    double processors() {
      return processorNanos / (double) nanos;
    }

    Seen plusProcessors(long otherNanos) {
      return new Seen(
          nanos, ticks, waits, lost, collections, agent, server, processorNanos + otherNanos);
    }

    Seen withTicks(TickTimes others, long inNanos) {
      return new Seen(inNanos, others, waits, lost, collections, agent, server, processorNanos);
    }
  }

  /**
   * How often the thread that decides has waited, for its next tick (several times for each, on the
   * simulated host) or for whatever else. The two figures are not of the same moment, so that only
   * the mean of many ticks says something.
   */
  record Waits(long waits, long ticks) {
    Waits less(Waits others) {
      return new Waits(waits - others.waits, ticks - others.ticks);
    }

    double ofATick() {
      return waits / (double) ticks;
    }
  }

  /**
   * What came of an attack.
   *
   * @param most connections that the attacker had at a time
   * @param opened connections that it opened in all
   * @param cutOff connections that the server ended because of a limit
   * @param againNanos from the end of the attack until all addresses answered
   */
  record Result(Target target, int most, int opened, long cutOff, long againNanos, Seen attacked) {}

  private final AttackedAgent agent;
  private final long nanos;
  private final int connections;

  Siege(AttackedAgent agent, Duration each, int connections) {
    this.agent = agent;
    this.nanos = each.toNanos();
    this.connections = connections;
  }

  /** Since the start of an agent that leaves an image. */
  Waits waits() throws IOException {
    return new Waits(agent.waits(), agent.ticks().count());
  }

  /** Every attack on each kind of address, and the collector. */
  static List<Target> targets(AttackedAgent agent) {
    List<Target> targets = new ArrayList<>();
    for (Attack attack : Attack.plain()) {
      targets.add(new Target("TCP", attack, agent.tcp(), false));
    }
    for (Attack attack : Attack.overTls(AttackedAgent.TOKEN)) {
      targets.add(new Target("TLS", attack, agent.tls(), true));
    }
    for (Attack attack : Attack.plain()) {
      targets.add(new Target("Unix", attack, agent.unix(), false));
    }
    targets.add(new Target("OTLP", new Attack("collector that drips", "", "", false), null, false));
    return targets;
  }

  /**
   * Attacks for a while, and waits until it answers again.
   *
   * @throws IOException where it does not
   */
  Result attack(Target target) throws IOException {
    Assault assault = assault(target);
    long cutOff = agent.cutOff();
    TickTimes before = agent.ticks();
    long begun = System.nanoTime();
    Thread attacker = start(assault);
    Seen attacked;
    try {
      attacked =
          look(assault, attacker, agent.hasServerOfItsOwn() && !target.where().equals("Unix"));
    } finally {
      assault.end();
      join(attacker);
    }
    long againNanos = agent.awaitAnswers();
    if (!agent.leavesAnImage()) {
      // Only now does it say how many they were.
      attacked = attacked.withTicks(agent.ticks().since(before), System.nanoTime() - begun);
    }
    return new Result(
        target, assault.most(), assault.opened(), agent.cutOff() - cutOff, againNanos, attacked);
  }

  /** The same while without an attack, while as much of the processors is taken. */
  Seen control(double processors) throws IOException {
    Burner burner = new Burner(processors);
    try {
      return look(null, null, true).plusProcessors(burner.processorNanos());
    } finally {
      burner.end();
    }
  }

  /** Attacks all addresses at a time, and has the agent end; says its code. */
  int endUnderAttack() throws InterruptedException {
    List<Assault> assaults = new ArrayList<>();
    List<Thread> attackers = new ArrayList<>();
    for (Target target : targets(agent)) {
      if (List.of("requests in a row", "stalled handshakes", "collector that drips")
          .contains(target.attack().name())) {
        Assault assault = assault(target);
        assaults.add(assault);
        attackers.add(start(assault));
      }
    }
    LockSupport.parkNanos(nanos);
    try {
      return agent.end();
    } finally {
      assaults.forEach(Assault::end);
      attackers.forEach(Siege::join);
    }
  }

  private Assault assault(Target target) {
    SocketAddress address = target.address();
    return address == null
        ? new DrippingCollector(agent.collector())
        : new Flood(address, target.attack(), target.tls(), connections);
  }

  private Seen look(
      @Nullable Assault assault, @Nullable Thread attacker, boolean localClientIsServed)
      throws IOException {
    boolean followed = attacker == null || agent.leavesAnImage();
    TickTimes ticks = followed ? agent.ticks() : TickTimes.none();
    long waits = agent.waits();
    long lost = agent.lost();
    long collections = agent.collections();
    long processorNanos = processorNanos();
    ProcessFigures ofAgent = ProcessFigures.NONE;
    ProcessFigures ofServer = ProcessFigures.NONE;
    long begun = System.nanoTime();
    boolean asked = !localClientIsServed;
    while (System.nanoTime() - begun < nanos || isToGoOn(assault, followed, ticks, begun)) {
      ofAgent = ofAgent.most(ProcessFigures.of(agent.agent()));
      ofServer = ofServer.most(ProcessFigures.of(agent.server()));
      if (!asked && System.nanoTime() - begun > nanos / 2) {
        asked = true;
        agent.awaitLocalAnswer();
      }
      LockSupport.parkNanos(SAMPLE_NANOS);
    }
    long usedNanos = processorNanos() - processorNanos + (attacker == null ? 0 : cpu(attacker));
    return new Seen(
        System.nanoTime() - begun,
        followed ? agent.ticks().since(ticks) : ticks,
        agent.waits() - waits,
        agent.lost() - lost,
        agent.collections() - collections,
        ofAgent,
        ofServer,
        usedNanos);
  }

  /** Until it has begun, and ticks have come. */
  private boolean isToGoOn(
      @Nullable Assault assault, boolean followed, TickTimes before, long begunNanos)
      throws IOException {
    return System.nanoTime() - begunNanos < LONGEST_NANOS
        && ((assault != null && assault.opened() == 0)
            || (followed && agent.ticks().count() - before.count() < FEWEST_TICKS));
  }

  private long processorNanos() {
    long nanosOfAgent = ProcessFigures.processorNanos(agent.agent());
    return agent.hasServerOfItsOwn()
        ? nanosOfAgent + ProcessFigures.processorNanos(agent.server())
        : nanosOfAgent;
  }

  private static long cpu(Thread thread) {
    return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()));
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "attacker");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
