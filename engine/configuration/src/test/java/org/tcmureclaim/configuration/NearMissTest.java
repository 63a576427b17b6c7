package org.tcmureclaim.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTest {

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      value = {
        "tikc, tick",
        "tic, tick",
        "tickk, tick",
        "lrx, lru",
        "low_er_to, lower_to",
        "tk, none",
        "truncatorxyz, none",
        "x, none",
        "watermarks, watermark"
      },
      nullValues = "none")
  void nearMiss_withinTwoEdits_isGuessed(String typed, String expected) {
    var known = List.of("tick", "lru", "lower_to", "truncator", "watermark");
    assertThat(NearMiss.of(typed, known).orElse(null)).isEqualTo(expected);
  }
}
