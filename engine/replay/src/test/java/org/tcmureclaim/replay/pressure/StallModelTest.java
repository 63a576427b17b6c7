package org.tcmureclaim.replay.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StallModelTest {
  private static final long HIGH = 1000;

  /** 600 µs were recorded. */
  @ParameterizedTest(name = "{0} available, {1} as recorded: {2}")
  @CsvSource({
    "200, 200, 600",
    "100, 200, 600",
    "-50, 200, 600",
    "600, 200, 300",
    "1000, 200, 0",
    "5000, 200, 0",
    "500, 0, 300",
    "5000, 1000, 600",
    "5000, 3000, 600"
  })
  void relief_growsUpToTheHighWatermark_andIsNeverNegative(
      long availableBytes, long recordedBytes, long micros) {
    assertThat(StallModel.RELIEVED.micros(600, availableBytes, recordedBytes, HIGH))
        .isEqualTo(micros);
    assertThat(StallModel.RECORDED.micros(600, availableBytes, recordedBytes, HIGH)).isEqualTo(600);
    assertThat(StallModel.IGNORED.micros(600, availableBytes, recordedBytes, HIGH)).isZero();
  }
}
