package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.agent.cli.AgentRunner;
import org.tcmureclaim.host.worker.WorkerClock;

/** Agents on a simulated host whose LUNs stay, for tests that name one after some seconds. */
public final class StayingLuns {
  private StayingLuns() {}

  public static AgentRunner agent() {
    return new ReclaimAgent(WorkerClock.OF_MACHINE, settings -> settings.withChurnPerMinute(0));
  }
}
