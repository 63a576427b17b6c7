package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockLinksTest {
  /** On both sides of what two bytes can number. */
  @ParameterizedTest
  @ValueSource(ints = {1, 64, 65_534, 65_535, 65_536, 262_144})
  void links_ofAnAreaOfAnySize_leadToItsLastBlock(int areaBlocks) {
    BlockLinks links = new BlockLinks(areaBlocks);
    int last = areaBlocks - 1;
    links.fit(0);
    links.link(0, BlockList.NO_BLOCK);
    assertThat(links.after(0)).isEqualTo(BlockList.NO_BLOCK);
    links.fit(last);
    links.link(0, last);
    assertThat(links.after(0)).isEqualTo(last);
    links.link(last, BlockList.NO_BLOCK);
    assertThat(links.after(last)).isEqualTo(BlockList.NO_BLOCK);
  }
}
