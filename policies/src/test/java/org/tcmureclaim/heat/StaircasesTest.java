package org.tcmureclaim.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.snapshot.HostFixture;

class StaircasesTest {
  private final HostFixture host = new HostFixture();
  private final List<String> reused = new ArrayList<>();
  private final Staircases staircases =
      new Staircases(
          (slot, first, end, gapNanos) ->
              reused.add(first + " to " + end + " after " + gapNanos / SECOND_NANOS + " s"));

  @Test
  void peak_makesAllBelowNew_andTellsOfEachStep() {
    int lun = host.device("user_0/lun", 100);
    staircases.observe(host.snapshot());
    reach(lun, 60);
    reach(lun, 20);
    assertThat(staircases.steps(lun)).isEqualTo(3);
    reused.clear();
    reach(lun, 70);
    assertThat(reused)
        .containsExactly("0 to 20 after 1 s", "20 to 60 after 2 s", "60 to 70 after 3 s");
    assertThat(staircases.steps(lun)).isEqualTo(2);
    assertThat(staircases.idleNanos(lun, 0)).isZero();
    assertThat(staircases.idleNanos(lun, 1)).isEqualTo(3 * SECOND_NANOS);
    assertThat(staircases.firstPage(lun, 1)).isEqualTo(70);
  }

  @Test
  void forgottenDevice_leavesNothingToTheNext() {
    int lun = host.device("user_0/lun", 100);
    staircases.observe(host.snapshot());
    reach(lun, 60);
    staircases.forget(lun, host.snapshot().devices().key(lun));
    assertThat(staircases.steps(lun)).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void ages_areThoseOfAPageByPageModel_whileThereIsRoomForAllSteps(long seed) {
    var random = new SplittableRandom(seed);
    int pages = Staircases.MOST_STEPS - 1;
    int lun = host.device("user_0/lun", pages);
    long[] neededNanos = new long[pages];
    Arrays.fill(neededNanos, host.nowNanos());
    staircases.observe(host.snapshot());
    for (int tick = 0; tick < 500; tick++) {
      int peak = Math.min(random.nextInt(pages + 1), random.nextInt(pages + 1));
      reach(lun, peak);
      Arrays.fill(neededNanos, 0, peak, host.nowNanos());
      for (int page = 0; page < pages; page++) {
        int step = staircases.stepBelow(lun, page + 1);
        assertThat(staircases.reachedNanos(lun, step))
            .as("seed %d, tick %d, page %d", seed, tick, page)
            .isEqualTo(neededNanos[page]);
      }
    }
  }

  @Test
  void moreStepsThanThereIsRoomFor_joinNeighbours_andKeepTheOrder() {
    int lun = host.device("user_0/lun", 1000);
    staircases.observe(host.snapshot());
    for (int peak = 999; peak > 800; peak--) {
      reach(lun, peak);
    }
    assertThat(staircases.steps(lun)).isEqualTo(Staircases.MOST_STEPS);
    for (int step = 1; step < staircases.steps(lun); step++) {
      assertThat(staircases.idleNanos(lun, step))
          .isGreaterThan(staircases.idleNanos(lun, step - 1));
      assertThat(staircases.endPage(lun, step)).isGreaterThan(staircases.endPage(lun, step - 1));
    }
  }

  private void reach(int slot, int peakPages) {
    host.pass(SECOND_NANOS);
    host.snapshot().devices().updatePeak(slot, peakPages);
    staircases.observe(host.snapshot());
  }
}
