package org.tcmureclaim.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BlockSpaceTest {
  private static final int BLOCKS = 700;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  /** Beside a plain array in which the lowest free blocks are looked for one by one. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anySequence_takesTheLowestFreeBlocks(long seed) {
    var random = new SplittableRandom(seed);
    var space = new BlockSpace(BLOCKS);
    boolean[] plain = new boolean[BLOCKS];
    List<Integer> chains = new ArrayList<>();
    Map<Integer, List<Integer>> plainBlocks = new HashMap<>();
    for (int step = 0; step < 4000; step++) {
      int blocks = random.nextInt(1 + random.nextInt(160));
      if (random.nextInt(100) < 52 && blocks <= space.free()) {
        int chain = space.take(blocks);
        List<Integer> taken = takeLowest(plain, blocks);
        if (chain != BlockSpace.NO_PIECE) {
          chains.add(chain);
          plainBlocks.put(chain, taken);
        }
      } else if (!chains.isEmpty()) {
        int chain = chains.remove(random.nextInt(chains.size()));
        space.give(chain);
        plainBlocks.getOrDefault(chain, List.of()).forEach(block -> plain[block] = false);
      }
      int used = 0;
      int end = 0;
      for (int block = 0; block < BLOCKS; block++) {
        used += plain[block] ? 1 : 0;
        end = plain[block] ? block + 1 : end;
      }
      assertThat(space.free()).as("seed %d, step %d", seed, step).isEqualTo(BLOCKS - used);
      assertThat(space.end()).as("seed %d, step %d", seed, step).isEqualTo(end);
    }
  }

  private static List<Integer> takeLowest(boolean[] plain, int blocks) {
    List<Integer> taken = new ArrayList<>();
    for (int block = 0; taken.size() < blocks; block++) {
      if (!plain[block]) {
        plain[block] = true;
        taken.add(block);
      }
    }
    return taken;
  }
}
