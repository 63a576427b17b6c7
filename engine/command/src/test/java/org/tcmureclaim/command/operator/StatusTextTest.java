package org.tcmureclaim.command.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

class StatusTextTest {
  private static final String STATUS =
      """
      {"agent": {"host": "linux", "mode": "act", "truncator": "shim", "policy": "lru",
        "truncator_reason": "loaded", "policy_jars": %s},
       "health": %s,
       "paused": false, "paused_customers": [], "urgency": "none", "trigger": "none",
       "demand_pages": 0, "devices": 0, "resident_pages": 0, "tail_pages": 0, "customers": [],
       "memory": {"available_bytes": 1, "total_bytes": 1, "true_available_bytes": 1},
       "pressure": {"some_stall_share": 0.0, "full_stall_share": 0.0},
       "counters": {"decisions": 0, "truncations": 0, "freed_pages": 0, "came_back_pages": 0}}
      """;

  private static String text(String health) {
    return text("[]", health);
  }

  private static String text(String jars, String health) {
    return StatusText.of(new JsonObject(STATUS.formatted(jars, health)), new JsonArray(), "");
  }

  @Test
  void jarsOfPolicies_areNamedByFileAndVersion_withoutControlCharacters() {
    assertThat(text("[\"/p/a.jar (a 1.0, sha-256 0a)\", \"/p/b\\u001b.jar (sha-256 0b)\"]", "{}"))
        .contains("\npolicies   from /p/a.jar (a 1.0, sha-256 0a)\n           from /p/b")
        .doesNotContain("\u001b");
    assertThat(text("{}")).doesNotContain("policies");
  }

  @Test
  void ticksThatHaveStopped_areTheFirstLine() {
    assertThat(text("{\"stale\": true, \"tick_age_seconds\": 41.6}"))
        .startsWith("STALE      no tick for 42 s: figures below are old, and nothing is decided");
  }

  @Test
  void crashLoop_isTold_withHowTheLastOneEnded() {
    assertThat(text("{\"starts_last_hour\": 5, \"last_end\": \"out of memory (code 3)\"}"))
        .startsWith(
            "RESTARTED  5 starts in the last hour; the one before ended: out of memory (code 3)");
    assertThat(text("{\"starts_last_hour\": 5, \"last_end\": \"as asked\"}")).startsWith("agent ");
  }

  @Test
  void workersThatFailOrHang_areNamed_withoutControlCharacters() {
    String worker =
        "{\"workers\": [{\"name\": \"journal\", \"task\": \"writes decisions down\","
            + " \"running\": true, \"busy_seconds\": %s, \"restarts\": %d,"
            + " \"problem\": \"x\\u001b[2J\"}]}";
    assertThat(text(worker.formatted("0.0", 3)))
        .startsWith("FAILED     journal (writes decisions down), started again 3 times: x")
        .doesNotContain("\u001b");
    assertThat(text(worker.formatted("31.0", 0)))
        .startsWith("SLOW       journal (writes decisions down) has been at one thing for 31 s");
    assertThat(text(worker.formatted("29.0", 0))).startsWith("agent ");
  }
}
