package org.tcmureclaim.simulation.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StallsTest {
  private static final long TOTAL_BYTES = 16_000_000;
  private static final long SECOND = 1_000_000_000;

  @ParameterizedTest(name = "{0} bytes available: under pressure for {1} ns")
  @CsvSource({"1000001, 0", "1000000, 0", "999999, 1000000000", "0, 1000000000"})
  void timeUnderPressure_beginsBelowASixteenth(long availableBytes, long expectedNanos) {
    var stalls = new Stalls(TOTAL_BYTES);
    stalls.pass(SECOND, availableBytes);
    assertThat(stalls.timeUnderPressureNanos()).isEqualTo(expectedNanos);
  }

  @Test
  void lessMemory_neverMeansFewerStalls_andFullStaysBelowSome() {
    long someBefore = 0;
    long fullBefore = 0;
    for (long available = 1_100_000; available >= 0; available -= 10_000) {
      var stalls = new Stalls(TOTAL_BYTES);
      stalls.pass(SECOND, available);
      assertThat(stalls.someMicros()).as("%d bytes", available).isGreaterThanOrEqualTo(someBefore);
      assertThat(stalls.fullMicros()).as("%d bytes", available).isGreaterThanOrEqualTo(fullBefore);
      assertThat(stalls.fullMicros()).isLessThanOrEqualTo(stalls.someMicros());
      someBefore = stalls.someMicros();
      fullBefore = stalls.fullMicros();
    }
    assertThat(someBefore).isEqualTo(900_000);
    assertThat(fullBefore).isEqualTo(450_000);
  }
}
