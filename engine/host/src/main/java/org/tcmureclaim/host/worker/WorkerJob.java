package org.tcmureclaim.host.worker;

/** What a {@link Worker} does, from start to end. */
@FunctionalInterface
public interface WorkerJob {
  /**
   * Works until the worker is to end. Whatever it throws but an interrupt, it is called again
   * later, and begins from scratch: it opens again what it needs.
   *
   * @param worker says when to end, and hears when there is something to do
   */
  void run(Worker worker) throws Exception;
}
