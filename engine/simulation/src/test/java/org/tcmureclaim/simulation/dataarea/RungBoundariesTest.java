package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RungBoundariesTest {

  @Test
  void smallArea_hasRungsOfSixteenBlocks() {
    assertThat(firstBlocks(RungBoundaries.of(50))).containsExactly(0, 16, 32, 48);
  }

  @Test
  void kernelDefault_growsBySixSixteenths() {
    List<Integer> first = firstBlocks(RungBoundaries.of(262_144));
    assertThat(first.subList(0, 7)).containsExactly(0, 16, 32, 48, 66, 90, 123);
    assertThat(first).hasSizeBetween(30, 32);
  }

  @ParameterizedTest(name = "{0} blocks")
  @ValueSource(ints = {1, 16, 17, 511, 512, 513, 4096, 65_536, 262_144, 1 << 30})
  void rungs_coverTheArea_andFindEveryBlock(int areaBlocks) {
    var boundaries = RungBoundaries.of(areaBlocks);
    assertThat(boundaries.rungs()).isBetween(1, 32);
    for (int rung = 0; rung < boundaries.rungs(); rung++) {
      int first = boundaries.firstBlock(rung);
      boolean last = rung + 1 == boundaries.rungs();
      int end = last ? areaBlocks : boundaries.firstBlock(rung + 1);
      assertThat(end).isGreaterThan(first);
      assertThat(boundaries.rungOf(first)).isEqualTo(rung);
      assertThat(boundaries.rungOf(end - 1)).isEqualTo(rung);
    }
  }

  @Test
  void noBlocks_areRefused() {
    assertThatThrownBy(() -> RungBoundaries.of(0)).hasMessageContaining("not 0");
  }

  private static List<Integer> firstBlocks(RungBoundaries boundaries) {
    List<Integer> first = new ArrayList<>();
    for (int rung = 0; rung < boundaries.rungs(); rung++) {
      first.add(boundaries.firstBlock(rung));
    }
    return first;
  }
}
