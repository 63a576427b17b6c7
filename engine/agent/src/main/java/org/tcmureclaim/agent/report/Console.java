package org.tcmureclaim.agent.report;

/** Where the agent tells what it does. Safe from any thread; must not block a real host's loop. */
@FunctionalInterface
public interface Console {
  void tell(Report report);
}
