package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpeedTest {

  @ParameterizedTest(name = "''{0}''")
  @ValueSource(strings = {"", "0", "0.0", "-1", "x", "20x", "1e3", "NaN", "Infinity", "fast"})
  void parse_ofAnythingElse_saysWhatItExpects(String text) {
    assertThatThrownBy(() -> Speed.parse(text))
        .hasMessage("expected a speed such as 1, x20 or max, got '" + text + "'");
  }
}
