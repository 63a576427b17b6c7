package org.tcmureclaim.linux.watch;

/** Where a truncator learns what devices hold, before and after. */
public interface UsageSource {

  /**
   * Waits for readings that were begun after the call.
   *
   * @return false where the deadline on the host's clock came first
   */
  boolean awaitFresh(Readings into, long deadlineNanos) throws InterruptedException;
}
