package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockBitmapTest {

  @ParameterizedTest(name = "{0} blocks")
  @ValueSource(ints = {1, 63, 64, 65, 128, 200})
  void takeLowest_untilFull_handsOutEachBlockOnceInOrder(int blocks) {
    var bitmap = new BlockBitmap(blocks);
    for (int block = 0; block < blocks; block++) {
      assertThat(bitmap.highestUsed()).isEqualTo(block - 1);
      assertThat(bitmap.takeLowest()).isEqualTo(block);
    }
    assertThat(bitmap.free()).isZero();
    assertThatThrownBy(bitmap::takeLowest).hasMessage("all " + blocks + " blocks are in use");
  }

  @ParameterizedTest(name = "{0} blocks")
  @ValueSource(ints = {1, 63, 64, 65, 200})
  void give_ofABlockNotInUse_isRefused(int blocks) {
    var bitmap = new BlockBitmap(blocks);
    assertThatThrownBy(() -> bitmap.give(blocks - 1))
        .hasMessage("block " + (blocks - 1) + " is not in use");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anySequence_behavesLikeAPlainArray(long seed) {
    var random = new SplittableRandom(seed);
    int blocks = 1 + random.nextInt(300);
    var bitmap = new BlockBitmap(blocks);
    var plain = new boolean[blocks];
    for (int step = 0; step < 4000; step++) {
      int block = random.nextInt(blocks);
      boolean filling = (step / 500) % 2 == 0;
      if (plain[block] && (!filling || random.nextInt(4) == 0)) {
        bitmap.give(block);
        plain[block] = false;
      } else if (bitmap.free() > 0) {
        int lowest = lowestFree(plain);
        assertThat(bitmap.takeLowest()).as("step %d", step).isEqualTo(lowest);
        plain[lowest] = true;
      }
      assertThat(bitmap.highestUsed()).as("step %d", step).isEqualTo(highestUsed(plain));
      assertThat(bitmap.isUsed(block)).as("step %d", step).isEqualTo(plain[block]);
    }
  }

  private static int lowestFree(boolean[] plain) {
    int block = 0;
    while (plain[block]) {
      block++;
    }
    return block;
  }

  private static int highestUsed(boolean[] plain) {
    int block = plain.length - 1;
    while (block >= 0 && !plain[block]) {
      block--;
    }
    return block;
  }
}
