package org.tcmureclaim.replay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.replay.text.TraceException;

final class LatencyHistogramTest {
  private static final String TEXT = "latency_us,count\n100,50\n200,0\n400.5,30\n1000,20\n";

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}: {1} ns")
  @CsvSource({
    "0, 0",
    "0.25, 50000",
    "0.499999999, 99999",
    "0.5, 200000",
    "0.8, 400500",
    "0.9, 700250"
  })
  void quantile_isLinearWithinALine(double share, long nanos) throws IOException {
    assertThat(parse(TEXT).quantileNanos(share)).isEqualTo(nanos);
  }

  @Test
  void serviceTime_isDrawnFromIt_theSameForTheSameSeed() throws IOException {
    Path file = Files.writeString(directory.resolve("h.csv"), TEXT);
    ServiceTime model = ServiceTime.of("histogram:" + file + ",7");
    ServiceTime same = ServiceTime.of("histogram:" + file + ",7");
    int short100 = 0;
    int above400 = 0;
    for (int i = 0; i < 10_000; i++) {
      long nanos = model.nanos(4096);
      assertThat(same.nanos(1)).isEqualTo(nanos);
      assertThat(nanos).isBetween(0L, 1_000_000L);
      assertThat(nanos > 100_000 && nanos < 200_000).isFalse();
      short100 += nanos <= 100_000 ? 1 : 0;
      above400 += nanos > 400_500 ? 1 : 0;
    }
    assertThat(short100).isBetween(4_800, 5_200);
    assertThat(above400).isBetween(1_850, 2_150);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "us,n|h:1: expected the header 'latency_us,count'",
        "latency_us,count|h: counts nothing",
        "latency_us,count;5,0|h: counts nothing",
        "latency_us,count;5,1;5,2|h:3: latency_us must rise from line to line",
        "latency_us,count;5|h:2: count is missing"
      })
  void badHistogram_isRefused(String lines, String problem) {
    assertThatThrownBy(() -> parse(lines.replace(';', '\n')))
        .isInstanceOf(TraceException.class)
        .hasMessage(problem);
  }

  @Test
  void missingFile_isRefused() {
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> ServiceTime.of("histogram:" + none))
        .hasMessage(none + ": no such file");
  }

  private static LatencyHistogram parse(String text) throws IOException {
    return LatencyHistogram.parse(
        "h", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
