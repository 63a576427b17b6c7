package org.tcmureclaim.server.api;

import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.answers.DecisionLog.Logged;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.Notice;
import org.tcmureclaim.image.TickImage;

/**
 * What a look at an agent has brought.
 *
 * @param seen how the agent stands; empty where none is to be seen
 * @param absence why none is to be seen, in a sentence; empty where one is
 * @param otherRun whether this is another run of an agent than at the look before
 * @param decisions since the look before, oldest first
 * @param journalProblem why there are no decisions to be read; empty where there are
 * @param missed notices that were told since and are no longer there to be read
 */
record News(
    Optional<Seen> seen,
    String absence,
    boolean otherRun,
    List<Logged> decisions,
    String journalProblem,
    List<DeviceEvent> devices,
    List<Notice> notices,
    long missed) {

  /** An agent as it was at one look. */
  record Seen(AgentState state, TickImage image) {}

  static News absent(String why) {
    return new News(Optional.empty(), why, false, List.of(), why, List.of(), List.of(), 0);
  }
}
