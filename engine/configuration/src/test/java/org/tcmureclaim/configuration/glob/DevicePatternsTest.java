package org.tcmureclaim.configuration.glob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicePatternsTest {
  private final DevicePatterns patterns = new DevicePatterns();

  private static DevicePattern path(String glob) {
    return pattern(glob, null, null);
  }

  private static DevicePattern pattern(
      @Nullable String path, @Nullable String hba, @Nullable String devConfig) {
    try {
      return new DevicePattern(
          path == null ? null : Glob.of(path),
          hba == null ? null : Glob.of(hba),
          null,
          devConfig == null ? null : Glob.prefixOrPattern(devConfig),
          null);
    } catch (GlobException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "gold-* | true",
        "/user_0/gold | true",
        "usr_0/d-* | true",
        "user_0/ | true",
        "user_x/a | true",
        "user_0/a/b | true",
        "user_0 | true",
        "user_*/gold-* | false",
        "*gold* | false",
        "*/gold | false",
        "?ser_1?/[a-z]* | false",
        "{usr,user}_0/a | false",
        "* | false",
      })
  void pathThatNoDeviceHas_isFound(String glob, boolean never) {
    assertThat(patterns.surelyNoPath(path(glob))).isEqualTo(never);
  }

  @Test
  void hbaThatIsNone_andTextThatCannotBe_areFound() {
    assertThat(patterns.surelyNoPath(pattern(null, "gold", null))).isTrue();
    assertThat(patterns.surelyNoPath(pattern("user_1/x", "user_0", null))).isTrue();
    assertThat(patterns.surelyNoPath(pattern("user_1/x", "user_?", null))).isFalse();
    String nothing = "x[!\\x00-" + Character.toString(Character.MAX_CODE_POINT) + "\\x80-\\xFF]";
    assertThat(patterns.surelyNoText(pattern(null, null, nothing))).isTrue();
    assertThat(patterns.surelyNoText(pattern(null, null, "rbd/*"))).isFalse();
  }

  @ParameterizedTest(name = "{0} within {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "user_0/c-* | user_0/* | true",
        "user_0/* | user_0/c-* | false",
        "user_0/[0-4]* | user_0/[0-9]* | true",
        "user_0/[0-5]* | user_0/[0-4]*;user_0/5* | true",
        "user_0/[0-6]* | user_0/[0-4]*;user_0/5* | false",
        "user_0/{a,b} | user_0/a;user_0/b | true",
        "user_*/a | user_?/a;user_??*/a | true",
        "user_*/a | user_[0-9]*/* | true",
        "*a*b* | *b* | true",
        "*a* | *a*b* | false",
        "user_0/a | user_0/b | false",
      })
  void cover_isFound_byOneOrByAllTogether(String inner, String others, boolean covered) {
    List<DevicePattern> all = new ArrayList<>();
    for (String other : others.split(";", -1)) {
      all.add(path(other));
    }
    assertThat(patterns.surelyCovered(path(inner), all)).isEqualTo(covered);
  }

  @Test
  void cover_asksForTheOtherTextsToo() {
    DevicePattern pool = pattern("user_0/*", null, "rbd/pool/");
    DevicePattern rbd = pattern("user_0/*", null, "rbd/");
    assertThat(patterns.surelyCovered(pool, List.of(rbd))).isTrue();
    assertThat(patterns.surelyCovered(rbd, List.of(pool))).isFalse();
    assertThat(patterns.surelyCovered(path("user_0/*"), List.of(rbd))).isFalse();
    assertThat(patterns.surelyCovered(pool, List.of(path("user_0/*")))).isTrue();
  }

  /** What takes too much work is not known, and accuses no pattern. */
  @Test
  void longPatterns_endInNoAnswer_ratherThanInNoMemory() {
    DevicePattern a = path("user_0/" + "*a".repeat(500));
    DevicePattern b = path("user_0/" + "?*b".repeat(330) + "c");
    assertThat(patterns.surelyCovered(a, List.of(b))).isFalse();
    assertThat(patterns.surelyNoPath(a)).isFalse();
    boolean unused = patterns.surelyMeet(a, b);
  }
}
