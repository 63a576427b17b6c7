package org.tcmureclaim.simulation.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class StreamsTest {

  @Test
  void streams_ofDifferentSeedsFamiliesMembersOrGenerations_allDiffer() {
    var firstDraws = new HashSet<Long>();
    for (long seed = 0; seed < 5; seed++) {
      for (String family : new String[] {"lun", "churn"}) {
        for (long member = 0; member < 20; member++) {
          for (long generation = 0; generation < 5; generation++) {
            firstDraws.add(Streams.of(seed, family, member, generation).nextLong());
          }
        }
      }
    }
    assertThat(firstDraws).hasSize(5 * 2 * 20 * 5);
  }

  @Test
  void exponential_hasItsMean() {
    var random = Streams.of(1, "test", 0, 0);
    long sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += Streams.exponentialNanos(random, 1e6);
    }
    assertThat(sum / 100_000).isBetween(985_000L, 1_015_000L);
  }
}
