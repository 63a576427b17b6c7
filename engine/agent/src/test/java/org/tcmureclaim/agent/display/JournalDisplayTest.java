package org.tcmureclaim.agent.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

class JournalDisplayTest {
  private static DecisionReport decision(String device) {
    return new DecisionReport(
        7,
        1.5,
        Urgency.URGENT,
        Trigger.PSI_SOME,
        100,
        90,
        List.of(
            new DecisionReport.Cut("user_0/gold-01", "gold", 0, 50, Verdict.CHOSEN),
            new DecisionReport.Cut(device, "gold", 0, 40, Verdict.CHOSEN)),
        CutResult.FREED,
        80,
        1.25,
        "",
        1 << 20,
        0.5);
  }

  private static String entry(Report report) {
    StringBuilder out = new StringBuilder();
    new JournalDisplay().show(report, out);
    return out.toString();
  }

  @Test
  void decision_isOneEntryAtInfo_withFieldsToSearchBy() {
    String entry = entry(decision("user_0/gold-02"));
    assertThat(entry).startsWith("MESSAGE=decision    7").endsWith("\n\n");
    assertThat(entry.strip().split("\n", -1))
        .doesNotContain("")
        .contains(
            "PRIORITY=6",
            "SYSLOG_IDENTIFIER=tcmu-reclaim",
            "TCMU_EVENT=decision",
            "TCMU_DECISION=7",
            "TCMU_URGENCY=urgent",
            "TCMU_TRIGGER=psi_some",
            "TCMU_PLANNED_PAGES=90",
            "TCMU_FREED_PAGES=80",
            "TCMU_DEVICE=user_0/gold-01",
            "TCMU_DEVICE=user_0/gold-02")
        .containsOnlyOnce("TCMU_CUSTOMER=gold");
  }

  @Test
  void name_cannotMakeUpFields() {
    assertThat(entry(decision("x\nPRIORITY=0\n\nMESSAGE=forged")).split("\n", -1))
        .contains("TCMU_DEVICE=x?PRIORITY=0??MESSAGE=forged")
        .doesNotContain("PRIORITY=0", "MESSAGE=forged");
  }

  @Test
  void warning_hasItsPriority_andASummaryAnEntryForEachLine() {
    assertThat(entry(new NoticeReport(NoticeReport.Level.WARN, "it is\nlate")))
        .contains("MESSAGE=warning: it is?late\nPRIORITY=4\n");
    String summary = entry(Reports.summary(true));
    assertThat(summary.split("\n\n", -1).length)
        .isEqualTo(summary.split("MESSAGE=", -1).length)
        .isGreaterThan(2);
  }

  @Test
  void output_handsEachEntryOn_andCountsWhatIsNotTaken() {
    List<String> taken = new ArrayList<>();
    JournalOutput output =
        new JournalOutput(
            datagram -> {
              String text = new String(datagram, StandardCharsets.UTF_8);
              return !text.contains("late") && taken.add(text);
            });
    byte[] bytes =
        "MESSAGE=a\nX=1\n\nMESSAGE=late\n\nMESSAGE=b\n\n".getBytes(StandardCharsets.UTF_8);
    output.write(bytes, 0, bytes.length);
    assertThat(taken).containsExactly("MESSAGE=a\nX=1\n", "MESSAGE=b\n");
    assertThat(output.dropped()).isEqualTo(1);
  }

  @Test
  void jsonLog_hasTimeLevelMessageAndFields() {
    LogDisplay log = new LogDisplay(() -> 1_700_000_000_000L);
    StringBuilder out = new StringBuilder();
    log.show(decision("user_0/gold-02"), out);
    log.show(new NoticeReport(NoticeReport.Level.WARN, "it is late"), out);
    log.show(Reports.status(1, 1), out);
    String[] lines = out.toString().split("\n", -1);
    assertThat(lines).hasSize(3);
    JsonObject decision = new JsonObject(lines[0]);
    assertThat(decision.getString("time")).isEqualTo("2023-11-14T22:13:20Z");
    assertThat(decision.getString("level")).isEqualTo("info");
    assertThat(decision.getString("type")).isEqualTo("decision");
    assertThat(decision.getInteger("freed_pages")).isEqualTo(80);
    assertThat(decision.getString("message")).startsWith("decision    7");
    assertThat(new JsonObject(lines[1]).getString("level")).isEqualTo("warn");
  }
}
