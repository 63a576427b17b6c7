package org.tcmureclaim.agent.api;

import org.tcmureclaim.host.worker.WorkerState;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** The agent's own health as a part of the status. */
final class HealthJson {
  private HealthJson() {}

  static JsonObject of(AgentHealth health) {
    JsonArray workers = new JsonArray();
    for (WorkerState worker : health.workers()) {
      workers.add(
          new JsonObject()
              .put("name", worker.name())
              .put("task", worker.task())
              .put("running", worker.running())
              .put("busy_seconds", rounded(worker.busyNanos() / 1e9))
              .put("restarts", worker.restarts())
              .put("problem", worker.problem()));
    }
    return new JsonObject()
        .put("tick_age_seconds", rounded(health.tickAgeSeconds()))
        .put("stale", health.stale())
        .put("starts_last_hour", health.startsLastHour())
        .put("last_end", health.lastEnd())
        .put("workers", workers);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1e3) / 1e3;
  }
}
