package org.tcmureclaim.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketsTest {

  @ParameterizedTest(name = "{0} ticks, {1} merged")
  @CsvSource({"1,1", "7,2", "511,1", "512,4", "513,1", "1000,2", "1000,512", "86400,1", "86401,8"})
  void everyTick_isInOneBucket_asLongAsItsNeighbours(int ticks, int factor) {
    Buckets buckets = new Buckets(ticks);
    assertThat(buckets.count()).isLessThanOrEqualTo(Buckets.MOST);
    long[] counted = new long[buckets.count()];
    int ends = 0;
    for (int tick = 0; tick < ticks; tick++) {
      counted[buckets.of(tick)]++;
      ends += buckets.isLastTick(tick) ? 1 : 0;
    }
    assertThat(ends).isEqualTo(buckets.count());
    long shortest = ticks / buckets.count();
    assertThat(Arrays.stream(counted).boxed())
        .allSatisfy(n -> assertThat(n).isBetween(shortest, shortest + 1));
    long[] merged = buckets.merge(counted, factor, Long::sum);
    long[] first = buckets.firstTicks(factor);
    assertThat(first).hasSize(merged.length + 1).endsWith(ticks);
    for (int i = 0; i < merged.length; i++) {
      assertThat(first[i + 1] - first[i]).isEqualTo(merged[i]);
    }
  }
}
