package org.tcmureclaim.agent.state;

/**
 * How a thread of the agent stands.
 *
 * @param task what it does, for an operator
 * @param running false after it has ended, and while it waits to be started again
 * @param busySinceNanos since when it is at one piece of work, on the monotonic clock; 0 while it
 *     waits for the next, and where that takes less than a second
 * @param restarts how often it failed and was started again
 * @param problem what it last failed with; empty where it never did
 */
public record WorkerStanding(
    String name, String task, boolean running, long busySinceNanos, long restarts, String problem) {

  /** For how long it is at one piece of work, as far as is known. */
  public long busyNanos(long nowNanos) {
    return busySinceNanos == 0 ? 0 : Math.max(0, nowNanos - busySinceNanos);
  }
}
