package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PaceTest {
  private static final long SECOND = 1_000_000_000;

  private final FakeClock clock = new FakeClock();

  @Test
  void unbounded_neverHoldsBack() {
    var pace = new Pace(Speed.unbounded(), clock);
    assertThat(pace.allows(0)).isTrue();
    assertThat(pace.allows(Long.MAX_VALUE)).isTrue();
  }

  @ParameterizedTest(name = "x{0}: after {1} ms, {2} ms are allowed: {3}")
  @CsvSource({
    "1, 500, 500, true",
    "1, 500, 501, false",
    "20, 50, 1000, true",
    "20, 50, 1001, false",
    "0.5, 800, 400, true",
    "0.5, 800, 401, false"
  })
  void simulatedTime_doesNotOutrunRealTime(
      double speed, long realMillis, long simulatedMillis, boolean allowed) {
    var pace = new Pace(new Speed(speed), clock);
    pace.allows(7);
    clock.nowNanos += realMillis * 1_000_000;
    assertThat(pace.allows(7 + simulatedMillis * 1_000_000)).isEqualTo(allowed);
  }

  @Test
  void realTimeLost_forLongerThanASecond_isNotMadeUpFor() {
    var pace = new Pace(Speed.realTime(), clock);
    pace.allows(0);
    clock.nowNanos += 3600 * SECOND;
    assertThat(pace.allows(1)).isTrue();
    assertThat(pace.allows(2)).isFalse();
  }

  @Test
  void realTimeHost_restsUntilItsDeadlineIsDue() {
    long start = clock.nowNanos;
    try (var host = new SimulatedHost(TestHosts.small().withSpeed(new Speed(10)), clock)) {
      TestHosts.pass(host, 10 * SECOND);
    }
    assertThat(clock.nowNanos - start).isBetween(SECOND - 10_000_000, SECOND + 10_000_000);
  }

  @Test
  void wake_duringARest_endsTheWait() {
    try (var host = new SimulatedHost(TestHosts.small().withSpeed(Speed.realTime()), clock)) {
      clock.duringNextRest = host::wake;
      assertThat(host.awaitEvent(host.nanoTime() + SECOND)).isTrue();
      assertThat(clock.disturbances).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"1, 1", "x20, 20", "2.5, 2.5", "max, Infinity"})
  void speed_isReadFromText(String text, double expected) {
    assertThat(Speed.parse(text).timesRealTime()).isEqualTo(expected);
  }

  private static final class FakeClock implements WallClock {
    long nowNanos = Long.MAX_VALUE - 10;
    int disturbances;
    Runnable duringNextRest = () -> {};

    @Override
    public long nanoTime() {
      return nowNanos;
    }

    @Override
    public void rest(long nanos) {
      nowNanos += nanos;
      duringNextRest.run();
      duringNextRest = () -> {};
    }

    @Override
    public void disturb() {
      disturbances++;
    }
  }
}
