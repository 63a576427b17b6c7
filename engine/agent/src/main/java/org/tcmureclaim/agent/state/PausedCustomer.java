package org.tcmureclaim.agent.state;

/**
 * A customer whose plans are kept back.
 *
 * @param endsAtNanos when that ends by itself, on the monotonic clock; 0 where it does not
 */
public record PausedCustomer(String name, long endsAtNanos) {

  /** In how many seconds it ends by itself; 0 where it does not. */
  public long endsInSeconds(long nowNanos) {
    return AgentState.secondsUntil(endsAtNanos, nowNanos);
  }
}
