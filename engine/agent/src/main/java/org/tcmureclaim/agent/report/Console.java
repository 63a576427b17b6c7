package org.tcmureclaim.agent.report;

/** Where the agent tells what it does. Safe from any thread; must not block a real host's loop. */
@FunctionalInterface
public interface Console {
  void tell(Report report);

  /** Whether a {@link Status} is of use: to make one takes more than most of what an agent does. */
  default boolean takesStatus() {
    return true;
  }

  /** Reports that were lost since the start, because who hears of them could not keep up. */
  default long dropped() {
    return 0;
  }
}
