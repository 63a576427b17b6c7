package org.tcmureclaim.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderAnswer.Reason;
import org.tcmureclaim.agent.orders.OrderClient;
import org.tcmureclaim.server.api.AgentFiles;
import org.tcmureclaim.server.api.NoAgentException;
import org.tcmureclaim.server.api.OrderGiver;

/**
 * Gives orders over the agent's socket. Each waits for its answer on a thread of its own, apart
 * from those that read files: an agent that does not answer stops no reader.
 */
final class SocketOrders implements OrderGiver {
  private static final int THREADS = 2;
  private static final int MOST_OPEN = 8;

  private final AgentFiles agent;
  private final WorkerExecutor threads;
  private final AtomicInteger open = new AtomicInteger();

  SocketOrders(AgentFiles agent, Vertx vertx) {
    this.agent = agent;
    this.threads =
        vertx.createSharedWorkerExecutor("orders", THREADS, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  @Override
  public Future<OrderAnswer> give(Order order) {
    if (open.incrementAndGet() > MOST_OPEN) {
      open.decrementAndGet();
      return Future.succeededFuture(
          new OrderAnswer.Refused(
              Reason.BUSY, MOST_OPEN + " orders wait for the agent already; try again later"));
    }
    return threads
        .executeBlocking(() -> OrderClient.give(socket(), order), false)
        .onComplete(done -> open.decrementAndGet());
  }

  private Path socket() {
    return agent
        .state()
        .orders()
        .orElseThrow(() -> new NoAgentException("this agent takes no orders; its log says why"));
  }
}
