package org.tcmureclaim.agent.api;

import org.tcmureclaim.agent.report.AgentStarted;

/**
 * What does not change while an agent runs.
 *
 * @param startedAtNanos when, on the host's clock
 * @param startedEpochMillis when, by the wall clock; tells one run from the next
 */
public record AgentFacts(
    AgentStarted started, String version, long startedAtNanos, long startedEpochMillis) {}
