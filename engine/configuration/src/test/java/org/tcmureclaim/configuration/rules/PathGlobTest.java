package org.tcmureclaim.configuration.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "user_0/gold-*, user_0/gold-01, true",
    "user_0/gold-*, user_0/gold-, true",
    "user_0/gold-*, user_0/gold, false",
    "user_0/gold-?, user_0/gold-1, true",
    "user_0/gold-?, user_0/gold-12, false",
    "user_0/gold-?, user_0/gold-, false",
    "*, user_0/gold-01, true",
    "*gold*, user_0/gold-01, true",
    "*-0*1, user_0/gold-0011, true",
    "*-0*1, user_0/gold-0012, false",
    "a.c, abc, false",
    "[a], a, false",
    "user_0/gold, user_0/gold-01, false"
  })
  void glob_matchesTheWholePath(String pattern, String path, boolean expected) {
    assertThat(new PathGlob(pattern).matches(path)).isEqualTo(expected);
  }

  @Test
  void manyStars_areNoTrap() {
    assertThat(new PathGlob("*a".repeat(30) + "b").matches("a".repeat(2000))).isFalse();
  }
}
