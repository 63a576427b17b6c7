package org.tcmureclaim.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

class ExplanationTest {
  private static final long NONE = DeviceReason.NONE;
  private static final long SECOND = 1_000_000_000L;

  private static DecisionEntry entry(DeviceReason reason) {
    return new DecisionEntry(
        1_700_000_000_000L,
        32.6,
        2,
        Urgency.URGENT,
        Trigger.PSI_SOME,
        158_720,
        159_000,
        512L << 20,
        CutResult.FREED,
        158_976,
        85.2,
        "",
        0,
        List.of(reason));
  }

  private static DeviceReason reason(Verdict verdict, long keep, long atIdle, long atDemand) {
    return new DeviceReason(
        "user_0/acme-007",
        1,
        "acme",
        verdict,
        "watermark",
        768,
        512,
        12 * SECOND,
        keep,
        keep == NONE ? 0 : 512,
        keep == NONE ? DeviceReason.NOT_KNOWN : 0,
        keep == NONE ? null : CutResult.FREED,
        keep == NONE ? 0 : 512,
        atIdle,
        atDemand,
        NONE,
        NONE,
        Urgency.NONE);
  }

  private static String explain(DeviceReason reason) {
    return Explanation.of(entry(reason), reason, ZoneOffset.UTC);
  }

  @Test
  void deviceThatWasNotCut_isToldWithWhatItWouldHaveTaken() {
    assertThat(explain(reason(Verdict.TOO_WARM, NONE, 42 * SECOND, 314_573)))
        .isEqualTo(
            """
            user_0/acme-007 of customer acme
              decision   #2 at 2023-11-14 22:13:20, 32.6s after the start
              wanted     620 MiB (urgent, psi_some), with 512 MiB available
              it         held 3.0 MiB, 2.0 MiB of it above its highest block in use, idle for 12.0s
              verdict    not cut: used too recently (by watermark)
              otherwise  would be cut at idle ≥ 42.0s or demand ≥ 1.2 GiB
              outcome    the decision freed 621 MiB in 85 ms
            """);
  }

  @Test
  void deviceThatWasCut_isToldWithWhatBecameOfIt() {
    assertThat(explain(reason(Verdict.CHOSEN, 256, NONE, NONE)))
        .contains("verdict    chosen by the policy (by watermark), to be left with 1.0 MiB\n")
        .contains("outcome    freed 2.0 MiB of it; the decision freed 621 MiB in 85 ms\n")
        .doesNotContain("otherwise");
  }

  @Test
  void line_readsBackAsItWas() {
    DecisionEntry entry = entry(reason(Verdict.TOO_WARM, NONE, 42 * SECOND, NONE));
    String line = JournalLine.of(entry);
    assertThat(JournalLine.parse(line.stripTrailing())).contains(entry);
    assertThat(JournalLine.parse(line.stripTrailing().replace("acme-007", "acme-008"))).isEmpty();
    assertThat(JournalLine.parse("")).isEmpty();
  }
}
