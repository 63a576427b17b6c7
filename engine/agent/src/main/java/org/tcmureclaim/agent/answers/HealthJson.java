package org.tcmureclaim.agent.answers;

import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.WorkerStanding;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** The agent's own health as a part of the status. */
final class HealthJson {
  private static final double NANOS_PER_SECOND = 1e9;

  private HealthJson() {}

  static JsonObject of(AgentState state, TickAge age, long nowNanos) {
    JsonArray workers = new JsonArray();
    for (WorkerStanding worker : state.workers()) {
      workers.add(
          new JsonObject()
              .put("name", worker.name())
              .put("task", worker.task())
              .put("running", worker.running())
              .put("busy_seconds", rounded(worker.busyNanos(nowNanos) / NANOS_PER_SECOND))
              .put("restarts", worker.restarts())
              .put("problem", worker.problem()));
    }
    return new JsonObject()
        .put("tick_age_seconds", rounded(age.seconds()))
        .put("stale", age.stale())
        .put("starts_last_hour", state.startsLastHour())
        .put("last_end", state.lastEnd())
        .put("workers", workers);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1e3) / 1e3;
  }
}
