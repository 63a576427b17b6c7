package org.tcmureclaim.simulation.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SizeRangeTest {

  @ParameterizedTest(name = "{0} to {1} KiB")
  @CsvSource({"4, 4", "4, 8", "4, 12", "64, 1024", "2048, 12288"})
  void draw_staysWithinTheRange_inWholePages(long minKib, long maxKib) {
    var random = new SplittableRandom(3);
    var range = SizeRange.ofKib(minKib, maxKib);
    for (int i = 0; i < 10_000; i++) {
      long bytes = range.draw(random);
      assertThat(bytes).isBetween(minKib * 1024, maxKib * 1024);
      assertThat(bytes % 4096).isZero();
    }
  }

  @ParameterizedTest(name = "{0} to {1} bytes")
  @CsvSource({"4095, 8192", "8192, 8191"})
  void range_thatIsNone_isRefused(long minBytes, long maxBytes) {
    assertThatThrownBy(() -> new SizeRange(minBytes, maxBytes))
        .hasMessage("sizes from " + minBytes + " to " + maxBytes + " bytes");
  }
}
