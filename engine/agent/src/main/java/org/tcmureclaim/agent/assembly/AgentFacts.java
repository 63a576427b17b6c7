package org.tcmureclaim.agent.assembly;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.AgentStarted;

/**
 * What does not change while an agent runs.
 *
 * @param startedAtNanos when, on the host's clock
 * @param startedEpochMillis when, by the wall clock; tells one run from the next
 */
record AgentFacts(
    AgentStarted started, String version, long startedAtNanos, long startedEpochMillis) {

  /** Of this program. */
  static String ownVersion() {
    @Nullable String version = AgentFacts.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
