package org.tcmureclaim.configuration.glob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.host.DeviceIdentity;

class PatternIndexTest {
  private static final String[] PATHS = {
    "*", "user_0/*", "user_0/a", "user_0/a*", "user_0/ab?", "user_0/{a,b}*", "user_1/a", "*a", "?*"
  };
  private static final String[] HBAS = {"user_0", "user_*", "*", "user_1"};
  private static final String[] TEXTS = {
    "rbd/", "rbd/a", "rbd/a*", "*", "x\\xFFy", "rbd/[ab]*", ""
  };
  private static final String[] DEVICES = {
    "user_0/a", "user_0/ab", "user_0/abc", "user_1/a", "user_0/b", "none", "user_0/\\xFF"
  };

  private final PatternIndex index = new PatternIndex();

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @Test
  void deviceOfOneOfThousands_isNearItsOwnPatternOnly() throws GlobException {
    for (int i = 0; i < 4000; i++) {
      index.add(pattern("user_0/c%04d-*".formatted(i), null, null, null, null), i);
    }
    assertThat(index.near(new DeviceIdentity("user_0/c1234-7", "", ""))).containsExactly(1234);
    assertThat(index.near(pattern("user_0/c1234-*", null, null, null, null))).containsExactly(1234);
    assertThat(index.near(pattern("user_0/c123*", null, null, null, null)))
        .containsExactly(1230, 1231, 1232, 1233, 1234, 1235, 1236, 1237, 1238, 1239);
  }

  @Test
  void patternsOfOneHba_areFoundByWhatTellsThemApart() throws GlobException {
    for (int i = 0; i < 1000; i++) {
      index.add(pattern(null, "user_0", null, "rbd/pool-%04d/".formatted(i), null), i);
    }
    assertThat(index.near(new DeviceIdentity("user_0/x", "rbd/pool-0042/x", "")))
        .containsExactly(42);
  }

  /** Nothing that matches or meets is left out, whatever the patterns are. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void near_leavesNothingOut(long seed) throws GlobException {
    SplittableRandom random = new SplittableRandom(seed);
    List<DevicePattern> patterns = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      DevicePattern pattern = any(random);
      patterns.add(pattern);
      index.add(pattern, i);
    }
    DevicePatterns meeting = new DevicePatterns();
    for (int i = 0; i < patterns.size(); i++) {
      int[] near = index.near(patterns.get(i));
      assertThat(near).isSorted().doesNotHaveDuplicates();
      for (int other = 0; other < patterns.size(); other++) {
        if (meeting.surelyMeet(patterns.get(i), patterns.get(other))) {
          assertThat(near).contains(other);
        }
      }
    }
    for (String path : DEVICES) {
      for (String text : TEXTS) {
        DeviceIdentity device = new DeviceIdentity(path, text + "a", text);
        for (int i = 0; i < patterns.size(); i++) {
          if (patterns.get(i).matches(device)) {
            assertThat(index.near(device)).contains(i);
          }
        }
      }
    }
  }

  private static DevicePattern any(SplittableRandom random) throws GlobException {
    return pattern(
        oneOf(random, PATHS),
        oneOf(random, HBAS),
        oneOf(random, PATHS),
        oneOf(random, TEXTS),
        oneOf(random, TEXTS));
  }

  private static @Nullable String oneOf(SplittableRandom random, String[] texts) {
    return random.nextInt(3) > 0 ? null : texts[random.nextInt(texts.length)];
  }

  private static DevicePattern pattern(
      @Nullable String path,
      @Nullable String hba,
      @Nullable String name,
      @Nullable String devConfig,
      @Nullable String wwn)
      throws GlobException {
    return new DevicePattern(
        path == null ? null : Glob.of(path),
        hba == null ? null : Glob.of(hba),
        name == null ? null : Glob.of(name),
        devConfig == null ? null : Glob.prefixOrPattern(devConfig),
        wwn == null ? null : Glob.of(wwn));
  }
}
