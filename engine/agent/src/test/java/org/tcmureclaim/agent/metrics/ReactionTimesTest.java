package org.tcmureclaim.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.board.TickFixture;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

class ReactionTimesTest {
  private static final long MS = 1_000_000L;

  private final TickFixture ticks = new TickFixture();
  private final AgentMetrics metrics = new AgentMetrics(ticks.newest, 0);

  @AfterEach
  void closeTicks() {
    ticks.close();
  }

  private final HostSnapshot snapshot = new HostSnapshot();

  /** A plan that was decided at 100 ms, begun at 103 ms and done at 110 ms. */
  private void react(Trigger trigger, long freedPages) {
    snapshot.takenAt(100 * MS);
    Plan plan = new Plan();
    plan.demand().want(Urgency.URGENT, trigger, 10);
    metrics.listener().planned(1, snapshot, plan);
    Outcomes outcomes = new Outcomes();
    outcomes.begin(103 * MS);
    outcomes.add(new DeviceKey("user_0/a", 1), CutResult.FREED, freedPages);
    outcomes.end(CutResult.FREED, "", 110 * MS);
    metrics.listener().settled(1, snapshot, outcomes);
  }

  @Test
  void eventThatFreedPages_isMeasuredInItsStages() {
    react(Trigger.PSI_SOME, 10);
    assertThat(metrics.text())
        .contains("tcmu_reclaim_reaction_seconds_sum{stage=\"decide\"} 0.003\n")
        .contains("tcmu_reclaim_reaction_seconds_sum{stage=\"truncate\"} 0.007\n")
        .contains("tcmu_reclaim_reaction_seconds_sum{stage=\"whole\"} 0.01\n")
        .contains("tcmu_reclaim_reaction_seconds_bucket{stage=\"whole\",le=\"0.005\"} 0\n")
        .contains("tcmu_reclaim_reaction_seconds_bucket{stage=\"whole\",le=\"0.025\"} 1\n");
  }

  @Test
  void planWithoutEvent_orWithoutPages_isNoReaction() {
    react(Trigger.MEMORY_LOW, 10);
    react(Trigger.PSI_FULL, 0);
    assertThat(metrics.text()).contains("tcmu_reclaim_reaction_seconds_count{stage=\"whole\"} 0\n");
  }
}
