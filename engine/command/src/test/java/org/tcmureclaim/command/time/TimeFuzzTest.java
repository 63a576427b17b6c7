package org.tcmureclaim.command.time;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Times as an operator writes them, from any text. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TimeFuzzTest {
  private static final long NOW_MILLIS = 1_795_392_000_000L;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText("point-in-time", text -> PointInTime.notAfter(text, NOW_MILLIS, BERLIN))
            .refusing(ConfigurationException.class)
            .seeds("03:12", "03:12:30", "2026-05-01T03:12", "90s", "02:30")
            .words("T", ":", "+999999999-12-31", "-999999999-01-01", "Z", "h"),
        FuzzTarget.ofText(
                "time-range", text -> TimeRange.of(text, null, null, NOW_MILLIS, ZoneOffset.UTC))
            .refusing(ConfigurationException.class)
            .seeds("03:12", "2026-05-01T03:12", "2026-05-01T01:12:00Z")
            .words("T", ":", "+999999999-12-31", "-999999999-01-01", "Z"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
