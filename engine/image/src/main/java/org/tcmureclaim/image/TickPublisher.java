package org.tcmureclaim.image;

/** Leaves ticks for those that read them. On the decision thread, so it must not block. */
@FunctionalInterface
public interface TickPublisher {
  /** Leaves a tick that is over. */
  void publish(Tick tick);

  /**
   * Says when the next tick begins at the latest, whether this one ends or not.
   *
   * @param monotonicNanos on the clock of all processes
   */
  default void tickDue(long monotonicNanos) {}
}
