package org.tcmureclaim.agent.assembly;

import java.util.List;
import org.tcmureclaim.host.worker.WorkerState;

/**
 * The agent's threads, and how often it was started.
 *
 * @param startsLastHour starts of agents on this host in the last hour, this one included
 * @param lastEnd how the one before ended, in words; empty where there was none in that hour
 */
record AgentHealth(List<WorkerState> workers, int startsLastHour, String lastEnd) {}
