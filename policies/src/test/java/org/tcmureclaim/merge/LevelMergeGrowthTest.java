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

  @ParameterizedTest
  @ValueSource(ints = {100, 400, 1600})
  void mergeThatFindsThePlanFull_ranksNothingMore(int devices) {
    var host = new HostFixture();
    for (int i = 0; i < devices; i++) {
      host.device("user_0/lun%05d".formatted(i), RUNS * RUN_PAGES);
    }
    var ranks = new CountedRanks();
    var guard = new FullAfterOne();
    long wantedPages = (long) devices * RUNS * RUN_PAGES;
    new LevelMerge().offer(host.snapshot(), ranks, wantedPages, Long.MAX_VALUE, guard);
    // Each device, each of its runs, and the rest of the only one that is taken.
    assertThat(ranks.count).isBetween((long) devices * RUNS, (long) devices * RUNS + 1);
    assertThat(guard.offers).isEqualTo(1);
    assertThat(guard.asked).isEqualTo(2 * devices - 1);
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

  /** Takes all of the first device that it is offered, and none of any other. */
  private static final class FullAfterOne implements CutOffers {
    private int offers;
    private int asked;

    @Override
    public boolean isOpen(int slot) {
      asked++;
      return !isFull();
    }

    @Override
    public boolean isFull() {
      return offers > 0;
    }

    @Override
    public long offer(int slot, long keepPages) {
      offers++;
      return RUNS * RUN_PAGES - keepPages;
    }

    @Override
    public void pass(int slot, Verdict verdict) {}
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
