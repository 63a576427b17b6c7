package org.tcmureclaim.simulation.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OtherUsersTest {
  private static final long SECOND = 1_000_000_000;
  private static final MemorySettings SETTINGS =
      new MemorySettings(10_000_000, 0, 0, 1_000_000, 2_000_000);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void peaks_beginAfterTheFirstRamp_andComeAboutTwiceAMinute(long seed) {
    var users = new OtherUsers(SETTINGS, new SplittableRandom(seed), 5 * SECOND);
    int peaks = 0;
    boolean high = false;
    for (long now = 0; now < 600 * SECOND; now += SECOND / 10) {
      long bytes = users.bytesAt(now);
      assertThat(bytes).as("at %d ns", now).isBetween(1_000_000L, 2_250_000L);
      if (now <= 5 * SECOND) {
        assertThat(bytes).isEqualTo(1_000_000);
      }
      peaks += !high && bytes > 1_800_000 ? 1 : 0;
      high = bytes > 1_800_000;
    }
    assertThat(peaks).isBetween(20, 30);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void memory_dependsOnTheTime_notOnHowOftenItIsAskedFor(long seed) {
    var often = new OtherUsers(SETTINGS, new SplittableRandom(seed), SECOND);
    var rarely = new OtherUsers(SETTINGS, new SplittableRandom(seed), SECOND);
    for (long now = 0; now < 300 * SECOND; now += SECOND / 100) {
      long bytes = often.bytesAt(now);
      if (now % (37 * SECOND) == 0) {
        assertThat(rarely.bytesAt(now)).as("at %d ns", now).isEqualTo(bytes);
      }
    }
  }
}
