package org.tcmureclaim.agent.journal;

/** Where orders are written down. */
@FunctionalInterface
public interface OrderJournal {
  /** Of an agent that writes nothing down. */
  OrderJournal NONE = (order, written) -> written.run();

  /**
   * Writes an order down. Safe from any thread; does not wait.
   *
   * @param written called once, from any thread, when a kill of this process no longer loses it, or
   *     when it could not be written; where writing hangs, it is not called
   */
  void ordered(OrderEntry order, Runnable written);
}
