package org.tcmureclaim.configuration;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Shares, times of day and rates, from any text: what is read is read again as it is written. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ValueFuzzTest {
  private static void rate(String text) throws MalformedTextException {
    long bytes = Quantity.SIZE_PER_SECOND.parse(text);
    if (bytes != Long.MAX_VALUE) {
      String written = Quantity.SIZE_PER_SECOND.format(bytes);
      require(Quantity.SIZE_PER_SECOND.parse(written) == bytes, text);
    }
  }

  private static void share(String text) throws MalformedTextException {
    double share = ShareText.parse(text);
    require(share >= 0 && share <= 1, text);
  }

  private static void daySpan(String text) throws MalformedTextException {
    DaySpan span = DaySpan.parse(text);
    require(DaySpan.parse(span.toString()).equals(span), text);
  }

  private static void require(boolean holds, String text) {
    if (!holds) {
      throw new AssertionError("not what was written: " + text);
    }
  }

  /** Reads one. */
  private interface Reading {
    void read(String text) throws MalformedTextException;
  }

  /** Problems become refusals, as everywhere. */
  private static FuzzTarget target(String name, Reading reading) {
    return FuzzTarget.ofText(
            name,
            text -> {
              try {
                reading.read(text);
              } catch (MalformedTextException e) {
                throw new UsageException(e.problem(), e);
              }
            })
        .refusing(UsageException.class);
  }

  static List<FuzzTarget> targets() {
    return List.of(
        target("share", ValueFuzzTest::share).seeds("35%", "0.5%", "100%", "0%"),
        target("day-span", ValueFuzzTest::daySpan).seeds("22:00-02:00", "00:00-23:59"),
        target("rate", ValueFuzzTest::rate).seeds("64MiB/s", "0B/s", "8388607TiB/s"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
