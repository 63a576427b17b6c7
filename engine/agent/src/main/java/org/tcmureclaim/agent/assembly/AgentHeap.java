package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.configuration.ConfigurationException;

/** The heap of this process, and whether it is enough. */
final class AgentHeap {
  /** An estimate that is wrong by so much must not keep an agent from running that would run. */
  private static final double ESTIMATED_ABOVE = 1.25;

  private AgentHeap() {}

  static long bytes() {
    return Runtime.getRuntime().maxMemory();
  }

  /**
   * Refuses to begin what would end with an OutOfMemoryError.
   *
   * @throws ConfigurationException with what is needed and what there is
   */
  static void require(HeapNeed need) {
    need.problem(bytes())
        .ifPresent(
            problem -> {
              throw new ConfigurationException("tcmu-reclaim: " + problem);
            });
  }

  /** The same on a host that needs its agent: refuses only what surely does not fit. */
  static void requireAbout(HeapNeed need) {
    if (need.problem((long) (bytes() * ESTIMATED_ABOVE)).isPresent()) {
      require(need);
    }
  }
}
