package org.tcmureclaim.server.hostile;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderClient;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.host.HostException;

/** Gives one order after the other, of each kind, whether there is an agent or not. */
final class SteadyOrders implements AutoCloseable {
  private static final long PAUSE_NANOS = 2_000_000;

  private final Path socket;
  private final AtomicLong done = new AtomicLong();
  private final Thread thread = new Thread(this::giveAll, "orders");
  private volatile boolean ended;

  SteadyOrders(Path socket) {
    this.socket = socket;
    thread.setDaemon(true);
    thread.start();
  }

  /** How many an agent has carried out. */
  long done() {
    return done.get();
  }

  private void giveAll() {
    for (int i = 0; !ended; i++) {
      give(new Order.Pause(Optional.empty(), 1_000 + i)); // No two of them are the same.
      give(new Order.Resume(Optional.empty()));
      if (i % 8 == 0) {
        give(new Order.Reload(true));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void give(Order.Task task) {
    try {
      OrderAnswer answer = OrderClient.give(socket, new Order(Origin.COMMAND_LINE, task));
      if (!(answer instanceof OrderAnswer.Refused)) {
        done.incrementAndGet();
      }
    } catch (HostException e) {
      // No agent is there, or it has ended meanwhile.
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
