package org.tcmureclaim.agent.orders;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tcmureclaim.shim.PeerCredentials;

/** Carries orders out. The thread of the order socket calls it; nothing here waits. */
public interface OrderDesk {

  /**
   * Takes an order.
   *
   * @param done called once, from any thread, with what makes the answer; it waits for nothing, and
   *     what makes the answer is called on the thread of the order socket
   */
  void take(Order order, Consumer<Supplier<OrderAnswer>> done);

  /**
   * Writes down an order that was taken, with its answer.
   *
   * @param written called once, from any thread, when it is written down or never will be: its
   *     sender is answered then
   */
  void answered(Order order, PeerCredentials peer, OrderAnswer answer, Runnable written);

  /** Does what is due with time: pauses end. Called about every second. */
  void turn();

  /** Writes down what is still to be, as no more orders come. */
  void end();
}
