package org.tcmureclaim.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.HostFixture;

/** Where runs begin and demands end within blocks, cuts do not. */
class LevelMergeBlocksTest {
  private static final int PAGES = 40;

  /** Runs of seven pages, counted from the start of the data area. */
  @ParameterizedTest
  @CsvSource({"1,6,34", "1,7,33", "4,6,32", "4,8,32", "4,9,28", "4,40,0", "16,1,32"})
  void cut_leavesWholeBlocks_andGivesNoLessThanWanted(int pagesPerBlock, int wanted, long kept) {
    var host = new HostFixture();
    host.device("user_0/lun", PAGES);
    host.snapshot().devices().updatePagesPerBlock(0, pagesPerBlock);
    List<Long> offered = new ArrayList<>();
    long accepted =
        new LevelMerge()
            .offer(host.snapshot(), new RunsOfSeven(), wanted, Long.MAX_VALUE, taking(offered));
    assertThat(offered).containsExactly(kept);
    assertThat(accepted).isEqualTo(PAGES - kept).isGreaterThanOrEqualTo(wanted);
  }

  /** The pages from 35 on are as cold as can be, but their block begins in a warm run. */
  @Test
  void blockOfTwoRuns_ranksAsItsLowestPage() {
    var host = new HostFixture();
    host.device("user_0/a", 36);
    host.device("user_0/b", 32);
    var devices = host.snapshot().devices();
    devices.updatePagesPerBlock(0, 4);
    devices.updatePagesPerBlock(1, 4);
    List<Long> offered = new ArrayList<>();
    long unused =
        new LevelMerge().offer(host.snapshot(), new ColdEnd(), 4, Long.MAX_VALUE, taking(offered));
    assertThat(offered).containsExactly(28L);
  }

  private static CutOffers taking(List<Long> offered) {
    return new CutOffers() {
      @Override
      public long offer(int slot, long keepPages) {
        offered.add(keepPages);
        return PAGES - keepPages;
      }

      @Override
      public void pass(int slot, Verdict verdict) {}
    };
  }

  /** Of the device in slot 0 only the pages from 35 on are cold; the other one is in between. */
  private static final class ColdEnd implements LevelRanks {
    @Override
    public long rank(int slot, long endPage) {
      return slot == 1 ? 50 : endPage > 35 ? 0 : 100;
    }

    @Override
    public long firstPage(int slot, long endPage) {
      return slot == 0 && endPage > 35 ? 35 : 0;
    }

    @Override
    public long idleNanosAt(long rank) {
      return 0;
    }
  }

  private static final class RunsOfSeven implements LevelRanks {
    @Override
    public long rank(int slot, long endPage) {
      return -endPage;
    }

    @Override
    public long firstPage(int slot, long endPage) {
      return (endPage - 1) / 7 * 7;
    }

    @Override
    public long idleNanosAt(long rank) {
      return 0;
    }
  }
}
