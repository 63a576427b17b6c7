package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Attacks an agent for a while, and compares with as long a while of the same load without it. */
final class Siege {
  static final String UNIX = "Unix";
  private static final long SAMPLE_NANOS = 100_000_000;

  /**
   * What was seen in one while.
   *
   * @param nanos that it lasted
   * @param descriptors most of the process that answers
   * @param agentBytes most that the agent had resident
   * @param serverBytes most that the process that answers had resident
   */
  record Seen(
      long nanos,
      long ticks,
      long collections,
      long descriptors,
      long agentBytes,
      long serverBytes) {}

  /**
   * Both whiles.
   *
   * @param most connections that the attacker had at a time
   * @param opened connections that it opened in all
   */
  record Result(String attack, int most, int opened, Seen attacked, Seen control) {}

  private final AttackedAgent agent;
  private final TickTimes attackedTicks = TickTimes.none();
  private final TickTimes controlTicks = TickTimes.none();
  private final long nanos;

  Siege(AttackedAgent agent, Duration each) {
    this.agent = agent;
    this.nanos = each.toNanos();
  }

  /** First the attack, as the control takes as much of the processor; then all answers again. */
  Result run(String where, SocketAddress address, Attack attack, boolean tls, int connections)
      throws IOException {
    Flood flood = new Flood(address, attack, tls, connections);
    long begunNanos = processorNanos();
    TickTimes first = agent.tickTimes();
    Thread attacker = start(flood, "flood");
    Seen attacked = look(!where.equals(UNIX));
    double share = (double) (processorNanos() - begunNanos + cpu(attacker)) / nanos;
    flood.end();
    join(attacker);
    agent.awaitAnswers();
    TickTimes second = agent.tickTimes();
    attackedTicks.addBetween(first, second);
    Burner burner = new Burner(share);
    Thread burning = start(burner, "burner");
    Seen control = look(true);
    burner.end();
    join(burning);
    controlTicks.addBetween(second, agent.tickTimes());
    return new Result(
        where + ", " + attack.name(), flood.most(), flood.opened(), attacked, control);
  }

  private long processorNanos() {
    return agent.hasServerOfItsOwn() ? AttackedAgent.processorTime(agent.server()).toNanos() : 0;
  }

  private static long cpu(Thread thread) {
    return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()));
  }

  TickTimes attackedTicks() {
    return attackedTicks;
  }

  TickTimes controlTicks() {
    return controlTicks;
  }

  private Seen look(boolean localClientIsServed) throws IOException {
    long ticks = agent.ticks();
    long collections = agent.collections();
    long descriptors = 0;
    long agentBytes = 0;
    long serverBytes = 0;
    long begun = System.nanoTime();
    boolean asked = false;
    while (System.nanoTime() - begun < nanos) {
      descriptors = Math.max(descriptors, AttackedAgent.descriptors(agent.server()));
      agentBytes = Math.max(agentBytes, AttackedAgent.residentBytes(agent.agent()));
      serverBytes = Math.max(serverBytes, AttackedAgent.residentBytes(agent.server()));
      if (localClientIsServed && !asked && System.nanoTime() - begun > nanos / 2) {
        asked = true;
        agent.awaitLocalAnswer();
      }
      LockSupport.parkNanos(SAMPLE_NANOS);
    }
    return new Seen(
        System.nanoTime() - begun,
        agent.ticks() - ticks,
        agent.collections() - collections,
        descriptors,
        agentBytes,
        serverBytes);
  }

  private static Thread start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
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
