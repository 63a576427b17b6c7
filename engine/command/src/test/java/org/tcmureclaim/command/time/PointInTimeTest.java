package org.tcmureclaim.command.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.journal.DecisionEntry;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;

class PointInTimeTest {
  private static final long NOW = Instant.parse("2026-05-02T03:00:00Z").toEpochMilli();

  @ParameterizedTest(name = "{1} after {2} s: {3} at {0}")
  @CsvSource({
    "02:30, 2026-05-02T02:30:00.900Z, 7, true",
    "02:30, 2026-05-02T02:30:01Z, 7, false",
    "03:12, 2026-05-01T03:12:00Z, 7, true",
    "03:12, 2026-05-01T03:12:02Z, 7, false",
    "03:12:30, 2026-05-01T03:12:30Z, 7, true",
    "2026-04-01T00:00, 2026-03-31T23:59:59Z, 7, true",
    "2026-04-01T00:00, 2026-04-01T00:00:01Z, 7, false",
    "90s, 2026-05-02T02:30:00Z, 90, true",
    "90s, 2026-05-02T02:30:00Z, 91, false",
  })
  void entry_isNotAfterTheTime(String text, Instant written, double atSeconds, boolean expected) {
    DecisionEntry entry =
        new DecisionEntry(
            written.toEpochMilli(),
            atSeconds,
            1,
            Urgency.URGENT,
            Trigger.PSI_SOME,
            0,
            0,
            0,
            null,
            0,
            0,
            "",
            0,
            List.of());
    assertThat(PointInTime.notAfter(text, NOW, ZoneOffset.UTC).test(entry)).isEqualTo(expected);
  }
}
