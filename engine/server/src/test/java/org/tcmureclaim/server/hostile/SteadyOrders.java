package org.tcmureclaim.server.hostile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderClient;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.host.HostException;

/**
 * Gives orders of each kind all the time, some at a time, whether there is an agent or not, and
 * keeps what was answered.
 */
final class SteadyOrders implements AutoCloseable {
  /** Of the server whose orders it gives now and then; no more than an agent takes of one. */
  static final String TOKEN = "page-token";

  /** So that an agent that is killed has written down some of what it answered, and not all. */
  private static final int AT_A_TIME = 3;

  private static final int EACH_OF_SERVER = 16;
  private static final long PAUSE_NANOS = 2_000_000;

  /**
   * An order that an agent has carried out and answered.
   *
   * @param text as the journal has it
   * @param token of a server; empty for the command line
   */
  record Answered(String text, String token) {}

  /** An agent that is killed at once when so many more orders were answered. */
  private record Victim(Process agent, long done) {}

  private final Path socket;
  private final AtomicLong done = new AtomicLong();
  private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Victim victim;
  private final AtomicInteger given = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  SteadyOrders(Path socket) {
    this.socket = socket;
    for (int i = 0; i < AT_A_TIME; i++) {
      Thread thread = new Thread(this::giveAll, "orders-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /** How many an agent has carried out. */
  long done() {
    return done.get();
  }

  /** Those that were answered. */
  List<Answered> answered() {
    return List.copyOf(answered);
  }

  /** Has an agent killed right after an answer, by the thread that has read it. */
  void killAfterAnswers(Process agent, int answers) {
    victim = new Victim(agent, done.get() + answers);
  }

  private void giveAll() {
    while (!ended) {
      int i = given.getAndIncrement(); // No two pauses are the same.
      int seconds = 1_000 + i;
      give(
          i % EACH_OF_SERVER == 0 ? Origin.server(TOKEN) : Origin.COMMAND_LINE,
          new Order.Pause(Optional.empty(), seconds),
          "pause --for " + seconds + "s");
      give(Origin.COMMAND_LINE, new Order.Resume(Optional.empty()), "resume");
      if (i % 8 == 0) {
        give(Origin.COMMAND_LINE, new Order.Reload(true), "reload --yes");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void give(Origin origin, Order.Task task, String text) {
    try {
      OrderAnswer answer = OrderClient.give(socket, new Order(origin, task));
      if (!(answer instanceof OrderAnswer.Refused)) {
        killVictim(done.incrementAndGet());
        answered.add(new Answered(text, origin.token()));
      }
    } catch (HostException e) {
      // No agent is there, or it has ended meanwhile.
    }
  }

  private synchronized void killVictim(long doneNow) {
    Victim next = victim;
    if (next != null && doneNow >= next.done()) {
      victim = null;
      var unused = next.agent().destroyForcibly();
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
