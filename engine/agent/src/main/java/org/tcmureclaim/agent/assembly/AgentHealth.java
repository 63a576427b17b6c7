package org.tcmureclaim.agent.assembly;

import java.util.List;
import org.tcmureclaim.host.worker.WorkerState;

/**
 * Whether the agent itself does what it should.
 *
 * @param tickAgeSeconds since the newest tick began, in real time
 * @param stale whether ticks have stopped
 * @param startsLastHour starts of agents on this host in the last hour, this one included
 * @param lastEnd how the one before ended, in words; empty where there was none in that hour
 */
public record AgentHealth(
    double tickAgeSeconds,
    boolean stale,
    List<WorkerState> workers,
    int startsLastHour,
    String lastEnd) {
  /** All is well, as far as anybody knows. */
  public static final AgentHealth UNKNOWN = new AgentHealth(0, false, List.of(), 1, "");
}
