package org.tcmureclaim.server.api;

import io.vertx.core.Future;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;

/** Passes orders on to the agent. */
@FunctionalInterface
public interface OrderGiver {
  /**
   * Gives an order, without waiting for its answer.
   *
   * @return the answer; fails with a {@link org.tcmureclaim.host.HostException} or a {@link
   *     NoAgentException} where no agent answers, and with {@link IllegalArgumentException} where
   *     the order is too long
   */
  Future<OrderAnswer> give(Order order);
}
