package org.tcmureclaim.expert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.heat.Staircases;
import org.tcmureclaim.merge.OldestFirst;

class MixWeightsTest {
  private static final int SLOT = 0;

  @Test
  void equalLosses_countAlike_theRestGoesToTheFirst() {
    var weights = new MixWeights(3);
    weights.weigh(ghosts(List.of(5L, 5L, 5L)));
    assertThat(parts(weights)).containsExactly(342, 341, 341);
  }

  @Test
  void lossesOfAnEighthMore_countAnEth() {
    var weights = new MixWeights(3);
    weights.weigh(ghosts(List.of(72_064L, 64_000L, 1_000_000L)));
    assertThat(parts(weights)).containsExactly(273, 751, 0);
  }

  @Test
  void parts_addUp_andLessLossesNeverCountLess() {
    long seed = 20_261_123;
    var random = new SplittableRandom(seed);
    var weights = new MixWeights(3);
    for (int i = 0; i < 500; i++) {
      List<Long> lost = random.longs(3, 0, 1L << random.nextInt(1, 30)).boxed().toList();
      weights.weigh(ghosts(lost));
      List<Integer> parts = parts(weights);
      assertThat(parts.stream().mapToInt(part -> part).sum()).isEqualTo(MixWeights.PARTS);
      for (int one = 0; one < 3; one++) {
        for (int other = 0; other < 3; other++) {
          if (lost.get(one) < lost.get(other)) {
            assertThat(parts.get(one))
                .as("seed %d: %s", seed, lost)
                .isGreaterThanOrEqualTo(parts.get(other));
          }
        }
      }
    }
  }

  /** Jensen's inequality, but for half a page of rounding. */
  @Test
  void mean_losesNoMoreThanTheOrdersInTheMean() {
    long seed = 20_261_124;
    var random = new SplittableRandom(seed);
    var weights = new MixWeights(3);
    for (int i = 0; i < 500; i++) {
      Ghost[] ghosts = ghosts(random.longs(3, 0, 500).boxed().toList());
      weights.weigh(ghosts);
      for (Ghost ghost : ghosts) {
        ghost.leave(SLOT);
        ghost.enter(SLOT, random.nextLong(0, 1000));
      }
      long needed = random.nextLong(0, 1000);
      double inTheMean = 0;
      for (int g = 0; g < 3; g++) {
        long missing = Math.max(0, needed - ghosts[g].residentPages(SLOT));
        inTheMean += (double) weights.parts(g) * missing / MixWeights.PARTS;
      }
      assertThat((double) needed - weights.mixedPages(ghosts, SLOT))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(inTheMean + 0.5);
    }
  }

  private static List<Integer> parts(MixWeights weights) {
    return IntStream.range(0, 3).mapToObj(weights::parts).toList();
  }

  /** Orders that have lost so many pages. */
  private static Ghost[] ghosts(List<Long> lostPages) {
    return lostPages.stream()
        .map(
            pages -> {
              var ghost = new Ghost(new OldestFirst(new Staircases()));
              ghost.reserve(1);
              ghost.need(SLOT, pages, pages);
              return ghost;
            })
        .toArray(Ghost[]::new);
  }
}
