package org.tcmureclaim.demand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightedSplitTest {
  private final WeightedSplit split = new WeightedSplit();

  @Test
  void parts_areInProportionToWeightTimesWhatThereIs() {
    assertThat(parts(900, new int[] {100, 100, 200}, 1000, 2000, 3000))
        .containsExactly(100, 200, 600);
  }

  @Test
  void party_thatHasLess_givesAllAndTheOthersTheRest() {
    assertThat(parts(1900, new int[] {10_000, 1}, 1000, 1000)).containsExactly(1000, 900);
  }

  @Test
  void moreThanThereIs_takesAllOfIt() {
    assertThat(parts(Long.MAX_VALUE, new int[] {1, 7}, 10, 20)).containsExactly(10, 20);
    assertThat(split.totalPages()).isEqualTo(30);
  }

  @Test
  void rounding_goesToTheFirst() {
    assertThat(parts(2, new int[] {1, 1, 1}, 10, 10, 10)).containsExactly(1, 1, 0);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void parts_addUp_areWithinWhatThereIs_andNeverFallWithTheAmount(long seed) {
    var random = new SplittableRandom(seed);
    int parties = 1 + random.nextInt(12);
    int[] weights = IntStream.range(0, parties).map(i -> 1 + random.nextInt(10_000)).toArray();
    long most = 1L << (1 + random.nextInt(36));
    long[] available = IntStream.range(0, parties).mapToLong(i -> random.nextLong(most)).toArray();
    long[] before = new long[parties];
    for (long amount = 0; amount < 2 * most * parties; amount += 1 + amount / 3) {
      long[] parts = parts(amount, weights, available);
      assertThat(Arrays.stream(parts).sum())
          .isEqualTo(Math.min(amount, Arrays.stream(available).sum()));
      for (int i = 0; i < parties; i++) {
        assertThat(parts[i]).isBetween(before[i], available[i]);
      }
      before = parts;
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private long[] parts(long amount, int[] weights, long... available) {
    split.clear();
    for (int i = 0; i < weights.length; i++) {
      split.add(weights[i], available[i]);
    }
    split.split(amount);
    return IntStream.range(0, weights.length).mapToLong(split::part).toArray();
  }
}
