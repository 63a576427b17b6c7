package org.tcmureclaim.agent.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.answers.DecisionLog.Logged;
import org.tcmureclaim.agent.journal.DecisionEntry;
import org.tcmureclaim.agent.journal.DeviceReason;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

/** Decisions of the journal as answers. */
class DecisionLogTest {
  private final DecisionLog log = new DecisionLog();

  @Test
  void decision_hasItsCutsAlone_inTheOrderOfCutting() {
    JsonObject json = logged(entry(3, CutResult.FREED)).json();
    assertThat(json.getJsonArray("devices").size()).isEqualTo(2);
    assertThat(json.getJsonArray("devices").getJsonObject(0).getString("device")).isEqualTo("a/z");
    assertThat(json.getJsonArray("devices").getJsonObject(1).getString("device")).isEqualTo("a/b");
    assertThat(json.getDouble("some_stall_share")).isEqualTo(0.25);
    assertThat(json.getLong("epoch_millis")).isEqualTo(5);
  }

  @Test
  void demandThatNobodyCouldMeet_andAPlanWithoutAnOutcome_areNone() {
    assertThat(Logged.of(entry(0, CutResult.NOTHING))).isEmpty();
    assertThat(Logged.of(entry(3, null))).isEmpty();
  }

  @Test
  void pages_leadOnFromTheNewest() {
    for (int number = 1; number <= 5; number++) {
      log.add(logged(entry(number, CutResult.FREED)));
    }
    JsonObject first = log.page(Long.MAX_VALUE, 2);
    assertThat(first.getInteger("total")).isEqualTo(5);
    assertThat(first.getLong("next_before")).isEqualTo(4);
    assertThat(log.page(4, 2).getJsonArray("items").getJsonObject(0).getLong("number"))
        .isEqualTo(3);
    assertThat(log.page(2, 2).containsKey("next_before")).isFalse();
    assertThat(log.one("4").getLong("number")).isEqualTo(4);
    assertThatThrownBy(() -> log.one("6"))
        .isInstanceOf(UnansweredException.class)
        .hasMessage("no decision 6 among the newest; older ones: explain");
  }

  private static Logged logged(DecisionEntry entry) {
    return Logged.of(entry).orElseThrow();
  }

  private static DecisionEntry entry(long number, @Nullable CutResult result) {
    return new DecisionEntry(
        5,
        1,
        number,
        Urgency.URGENT,
        Trigger.PSI_SOME,
        10,
        9,
        1 << 20,
        0.25,
        result,
        8,
        1.5,
        "",
        0,
        null,
        List.of(
            reason("a/b", 4, 1),
            reason("a/c", DeviceReason.NONE, DeviceReason.NOT_KNOWN),
            reason("a/z", 0, 0)));
  }

  private static DeviceReason reason(String device, long keepPages, int cutPlace) {
    return new DeviceReason(
        device,
        1,
        "acme",
        Verdict.CHOSEN,
        "lru",
        100,
        50,
        0,
        keepPages,
        9,
        cutPlace,
        CutResult.FREED,
        9,
        DeviceReason.NONE,
        DeviceReason.NONE,
        DeviceReason.NONE,
        DeviceReason.NONE,
        Urgency.NONE);
  }
}
