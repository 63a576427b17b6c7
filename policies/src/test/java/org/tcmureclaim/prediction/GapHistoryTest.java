package org.tcmureclaim.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GapHistoryTest {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final GapHistory history = new GapHistory();
  private final int[] counts = new int[GapBins.BINS];

  @Test
  void gap_fallsIntoTheBin_whoseBoundsHoldIt() {
    for (int bin = 0; bin < GapBins.BINS; bin++) {
      assertThat(GapBins.of(GapBins.firstNanos(bin))).isEqualTo(bin);
      assertThat(GapBins.of(GapBins.firstNanos(bin) - 1)).isEqualTo(Math.max(0, bin - 1));
      assertThat(GapBins.FIRST_NANOS[bin]).isEqualTo((double) GapBins.firstNanos(bin));
    }
    assertThat(GapBins.of(0)).isZero();
    assertThat(GapBins.of(Long.MAX_VALUE)).isEqualTo(GapBins.BINS - 1);
    assertThat(GapBins.firstNanos(GapBins.BINS)).isGreaterThan(3 * 86_400 * SECOND_NANOS);
  }

  @Test
  void counts_areThoseOfTheClass_fromTheBinOn() {
    history.reserve(2);
    history.add(1, 7, 3);
    history.add(1, 7, 5);
    history.add(1, 7, 5);
    history.add(1, 8, 5);
    assertThat(history.copy(1, 7, 4, counts)).isEqualTo(2);
    assertThat(counts[5]).isEqualTo(2);
    assertThat(history.total(1, 7)).isEqualTo(3);
    assertThat(history.copy(0, 7, 0, counts)).isZero();
    assertThat(Arrays.stream(counts).sum()).isZero();
  }

  @Test
  void fullCount_halvesTheRow() {
    history.reserve(1);
    for (int i = 0; i < 10; i++) {
      history.add(0, 0, 1);
    }
    for (int i = 0; i < 256; i++) {
      history.add(0, 0, 2);
    }
    var unused = history.copy(0, 0, 0, counts);
    assertThat(counts[1]).isEqualTo(5);
    assertThat(counts[2]).isEqualTo(128);
  }

  @Test
  void forgottenDevice_leavesAnEmptyRow_toTheNext() {
    history.reserve(2);
    history.add(0, 4, 9);
    history.forget(0);
    assertThat(history.total(0, 4)).isZero();
    history.add(1, 2, 1);
    assertThat(history.copy(1, 2, 0, counts)).isEqualTo(1);
    assertThat(history.total(1, 2)).isEqualTo(1);
  }
}
