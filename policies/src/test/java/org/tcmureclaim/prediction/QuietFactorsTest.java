package org.tcmureclaim.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuietFactorsTest {
  private static final long TICK = 1_000_000_000L;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void state_lastsForAsLongAsItSays_andNotMuchLonger(long seed) {
    var random = new SplittableRandom(seed);
    long pageIdleNanos = TICK + random.nextLong(1000 * TICK);
    long deviceIdleNanos = TICK + random.nextLong(pageIdleNanos - TICK + 1);
    int state = QuietFactors.state(deviceIdleNanos, pageIdleNanos, TICK);
    long lastsNanos = QuietFactors.stateLastsNanos(deviceIdleNanos, pageIdleNanos, TICK);
    if (lastsNanos == Long.MAX_VALUE) {
      assertThat(later(deviceIdleNanos, pageIdleNanos, 10_000 * TICK)).isEqualTo(state);
      return;
    }
    assertThat(lastsNanos).isGreaterThanOrEqualTo(-6);
    assertThat(later(deviceIdleNanos, pageIdleNanos, Math.max(0, lastsNanos))).isEqualTo(state);
    assertThat(later(deviceIdleNanos, pageIdleNanos, lastsNanos + 10)).isNotEqualTo(state);
  }

  private static int later(long deviceIdleNanos, long pageIdleNanos, long nanos) {
    return QuietFactors.state(deviceIdleNanos + nanos, pageIdleNanos + nanos, TICK);
  }
}
