package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DataAreaTest {
  private static final long PAGE = 4096;

  private final GlobalPages global = new GlobalPages(1000);
  private final DataArea area = new DataArea(new DataAreaSettings(100, 1, 1000), global);

  @Test
  void completion_freesBlocksAndNoPages() {
    var blocks = new BlockList();
    assertThat(area.allocate(10 * PAGE, blocks)).isTrue();
    area.release(blocks);
    assertThat(area.usedBlocks()).isZero();
    assertThat(area.residentPages()).isEqualTo(10);
    assertThat(area.tailPages()).isEqualTo(10);
    assertThat(global.pages()).isEqualTo(10);
  }

  @Test
  void pagesHeld_areThePeakOfConcurrentUse_notItsSum() {
    for (int i = 0; i < 5; i++) {
      var blocks = new BlockList();
      area.allocate(7 * PAGE, blocks);
      area.release(blocks);
    }
    assertThat(area.residentPages()).isEqualTo(7);
    assertThat(area.firstAllocatedPages()).isEqualTo(7);
  }

  @Test
  void usage_isNested_aPeakNeedsAllBlocksBelowIt() {
    var first = new BlockList();
    var second = new BlockList();
    area.allocate(5 * PAGE, first);
    area.allocate(5 * PAGE, second);
    area.release(first);
    var third = new BlockList();
    area.allocate(6 * PAGE, third);
    assertThat(Blocks.of(area, third)).containsExactly(0, 1, 2, 3, 4, 10);
    assertThat(area.residentPages()).isEqualTo(11);
  }

  @Test
  void truncate_withABlockInUse_keepsEverythingBelowIt() {
    var low = new BlockList();
    var slow = new BlockList();
    var high = new BlockList();
    area.allocate(5 * PAGE, low);
    area.allocate(PAGE, slow);
    area.allocate(20 * PAGE, high);
    area.release(low);
    area.release(high);
    assertThat(area.tailPages()).isEqualTo(20);
    assertThat(area.truncate(0)).isEqualTo(20);
    assertThat(area.residentPages()).isEqualTo(6);
    assertThat(area.truncate(0)).isZero();
    assertThat(area.truncations()).isEqualTo(1);
  }

  @Test
  void truncate_keepingMoreThanIsUsed_keepsIt() {
    touch(30);
    assertThat(area.truncate(12)).isEqualTo(18);
    assertThat(area.residentPages()).isEqualTo(12);
    assertThat(area.highWaterBlocks()).isEqualTo(12);
  }

  @Test
  void truncate_keepingAllThereIs_freesNothing() {
    touch(30);
    assertThat(area.truncate(30)).isZero();
    assertThat(area.truncate(29)).isEqualTo(1);
  }

  @Test
  void pagesThatComeBack_areCountedApartFromNewOnes() {
    touch(10);
    area.truncate(4);
    touch(12);
    assertThat(area.reallocatedPages()).isEqualTo(6);
    assertThat(area.firstAllocatedPages()).isEqualTo(12);
    assertThat(area.releasedPages()).isEqualTo(6);
  }

  @Test
  void allocate_withTooFewFreeBlocks_takesNothing() {
    var most = new BlockList();
    area.allocate(99 * PAGE, most);
    var more = new BlockList();
    assertThat(area.allocate(2 * PAGE, more)).isFalse();
    assertThat(area.usedBlocks()).isEqualTo(99);
    assertThat(area.allocate(PAGE, more)).isTrue();
    assertThat(area.couldHold(100 * PAGE)).isTrue();
    assertThat(area.couldHold(100 * PAGE + 1)).isFalse();
  }

  @Test
  void blocksOfSeveralPages_getPagesAsFarAsTheDataReaches() {
    var wide = new DataArea(new DataAreaSettings(100, 8, 1000), global);
    var blocks = new BlockList();
    wide.allocate(10 * PAGE, blocks);
    assertThat(Blocks.of(wide, blocks)).containsExactly(0, 1);
    assertThat(wide.residentPages()).isEqualTo(10);
    wide.release(blocks);
    wide.allocate(PAGE, blocks);
    assertThat(wide.tailPages()).isEqualTo(2);
    assertThat(wide.truncate(0)).isEqualTo(2);
    assertThat(wide.residentPages()).isEqualTo(8);
  }

  @Test
  void truncate_keepingPartOfABlock_keepsAllOfIt() {
    var wide = new DataArea(new DataAreaSettings(100, 8, 1000), global);
    var blocks = new BlockList();
    wide.allocate(32 * PAGE, blocks);
    wide.release(blocks);
    assertThat(wide.truncate(9)).isEqualTo(16);
  }

  @Test
  void destroy_givesAllPagesBackToTheHost() {
    touch(10);
    area.destroy();
    assertThat(global.pages()).isZero();
    assertThat(area.releasedPages()).isZero();
  }

  private void touch(int pages) {
    var blocks = new BlockList();
    assertThat(area.allocate(pages * PAGE, blocks)).isTrue();
    area.release(blocks);
  }
}
