package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the data area with a line-by-line rendering of the kernel's, step after step. */
final class DataAreaModelTest {
  private static final int STEPS = 3000;
  private static final long PAGE = 4096;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anySequence_matchesTheKernelsBookkeeping(long seed) {
    var random = new SplittableRandom(seed);
    int pagesPerBlock = random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 1;
    int areaPages = pagesPerBlock * (1 + random.nextInt(200)) + random.nextInt(pagesPerBlock);
    var global = new GlobalPages(Long.MAX_VALUE);
    var area = new DataArea(new DataAreaSettings(areaPages, pagesPerBlock, 1), global);
    var naive = new NaiveDataArea(areaPages, pagesPerBlock);
    List<BlockList> held = new ArrayList<>();
    List<List<Integer>> naiveHeld = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      String where = "seed " + seed + ", step " + step;
      int action = random.nextInt(10);
      if (action < 5) {
        int pages = 1 + random.nextInt(Math.max(1, areaPages / 4));
        var blocks = new BlockList();
        boolean got = area.allocate(pages * PAGE - random.nextInt(4096), blocks);
        List<Integer> expected = naive.allocate(pages);
        assertThat(got).as(where).isEqualTo(expected != null);
        if (expected != null) {
          assertThat(Blocks.of(area, blocks)).as(where).isEqualTo(expected);
          held.add(blocks);
          naiveHeld.add(expected);
        }
      } else if (action < 9 && !held.isEmpty()) {
        int victim = random.nextInt(held.size());
        area.release(held.remove(victim));
        naive.release(naiveHeld.remove(victim));
      } else {
        int keepPages = random.nextBoolean() ? 0 : random.nextInt(areaPages + 2);
        assertThat(area.truncate(keepPages)).as(where).isEqualTo(naive.truncate(keepPages));
      }
      compare(area, naive, global, where);
    }
    assertThat(area.reallocatedPages()).as("seed %d: nothing ever came back", seed).isPositive();
  }

  private static void compare(
      DataArea area, NaiveDataArea naive, GlobalPages global, String where) {
    assertThat(area.usedBlocks()).as(where).isEqualTo(naive.weight(naive.maxBlocks));
    assertThat(area.highestUsedBlock()).as(where).isEqualTo(naive.highestUsed());
    assertThat(area.residentPages()).as(where).isEqualTo(naive.resident());
    assertThat(area.tailPages()).as(where).isEqualTo(naive.tail());
    // dbi_max is 0 with block 0 in use and without.
    assertThat(Math.max(0, area.highWaterBlocks() - 1)).as(where).isEqualTo(naive.dbiMax);
    assertThat(area.firstAllocatedPages()).as(where).isEqualTo(naive.firstAllocated);
    assertThat(area.reallocatedPages()).as(where).isEqualTo(naive.reallocated);
    assertThat(area.releasedPages()).as(where).isEqualTo(naive.released);
    assertThat(area.truncations()).as(where).isEqualTo(naive.truncations);
    assertThat(global.pages()).as(where).isEqualTo(naive.resident());
  }
}
