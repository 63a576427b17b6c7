package org.tcmureclaim.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietTimeTest {
  private static final int HOUR = 3600;

  @ParameterizedTest
  @CsvSource({"21, false", "22, true", "23, true", "0, true", "1, true", "2, false", "12, false"})
  void contains_overMidnight_isQuietOnBothSides(int hour, boolean quiet) {
    assertThat(new QuietTime(22 * HOUR, 2 * HOUR, 0).contains(hour * HOUR)).isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource({"8, false", "9, true", "16, true", "17, false"})
  void contains_withinADay_excludesItsEnd(int hour, boolean quiet) {
    assertThat(new QuietTime(9 * HOUR, 17 * HOUR, 0).contains(hour * HOUR)).isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource({"22, false", "23, true", "0, true", "1, false", "2, false"})
  void trimsAhead_ofATimeAfterMidnight_beginsBeforeIt(int hour, boolean trims) {
    assertThat(new QuietTime(HOUR, 5 * HOUR, 2 * HOUR).trimsAheadAt(hour * HOUR)).isEqualTo(trims);
  }
}
