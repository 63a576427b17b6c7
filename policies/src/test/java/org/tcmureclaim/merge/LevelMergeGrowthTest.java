package org.tcmureclaim.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.HostFixture;

/** How often a merge asks for the rank of a run; each costs a step through a heap besides. */
class LevelMergeGrowthTest {
  private static final int RUN_PAGES = 10;
  private static final int RUNS = 20;

  @ParameterizedTest
  @ValueSource(ints = {100, 400, 1600})
  void merge_ranksEachDeviceOnce_andEachRunThatItTakes(int devices) {
    long wantedPages = devices * 2L * RUN_PAGES;
    assertThat(ranks(devices, wantedPages, true)).isBetween((long) devices, devices * 3L + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 400, 1600})
  void mergeThatIsRefusedEverything_ranksNoMoreThanAFewRunsOfEach(int devices) {
    long wantedPages = devices * 2L * RUN_PAGES;
    assertThat(ranks(devices, wantedPages, false)).isBetween((long) devices, devices * 4L);
  }

  private static long ranks(int devices, long wantedPages, boolean allows) {
    var host = new HostFixture();
    for (int i = 0; i < devices; i++) {
      host.device("user_0/lun%05d".formatted(i), RUNS * RUN_PAGES);
    }
    host.pass(SECOND_NANOS);
    var ranks = new CountedRanks();
    var guard =
        new CutOffers() {
          @Override
          public long offer(int slot, long keepPages) {
            return allows ? RUNS * RUN_PAGES - keepPages : 0;
          }

          @Override
          public void pass(int slot, Verdict verdict) {}
        };
    long accepted =
        new LevelMerge().offer(host.snapshot(), ranks, wantedPages, Long.MAX_VALUE, guard);
    assertThat(accepted).isEqualTo(allows ? wantedPages : 0);
    return ranks.count;
  }

  /** Runs of equal length, the upper ones first, whoever has them. */
  private static final class CountedRanks implements LevelRanks {
    private long count;

    @Override
    public long rank(int slot, long endPage) {
      count++;
      return -endPage;
    }

    @Override
    public long firstPage(int slot, long endPage) {
      return (endPage - 1) / RUN_PAGES * RUN_PAGES;
    }

    @Override
    public long idleNanosAt(long rank) {
      return CutOffers.NEVER;
    }
  }
}
