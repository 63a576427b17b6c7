package org.tcmureclaim.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapHistoryTest {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final GapHistory history = new GapHistory();

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
    int row = history.row(1, 7);
    assertThat(history.countFrom(row, 4)).isEqualTo(2);
    assertThat(history.countFrom(row, 0)).isEqualTo(3);
    assertThat(history.count(row, 5)).isEqualTo(2);
    assertThat(history.total(row)).isEqualTo(3);
    assertThat(history.countFrom(history.row(0, 7), 0)).isZero();
    assertThat(history.total(history.row(0, 7))).isZero();
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
    assertThat(history.count(history.row(0, 0), 1)).isEqualTo(5);
    assertThat(history.count(history.row(0, 0), 2)).isEqualTo(128);
  }

  @Test
  void sums_areThoseOfFullRows_fromEveryBin() {
    history.reserve(1);
    for (int i = 0; i < GapBins.BINS * 255; i++) {
      history.add(0, 3, i % GapBins.BINS);
    }
    for (int bin = 0; bin < GapBins.BINS; bin++) {
      assertThat(history.countFrom(history.row(0, 3), bin)).isEqualTo((GapBins.BINS - bin) * 255);
    }
  }

  @Test
  void forgottenDevice_leavesAnEmptyRow_toTheNext() {
    history.reserve(2);
    history.add(0, 4, 9);
    history.forget(0);
    assertThat(history.total(history.row(0, 4))).isZero();
    history.add(1, 2, 1);
    assertThat(history.countFrom(history.row(1, 2), 0)).isEqualTo(1);
    assertThat(history.total(history.row(1, 2))).isEqualTo(1);
  }

  @Test
  void deviceThatRunsOutOfRows_keepsItsCounts_andLeavesItsPlaceToTheNext() {
    history.reserve(3);
    for (int levelClass = 0; levelClass < LevelClasses.COUNT; levelClass++) {
      history.add(0, levelClass, levelClass);
      history.add(1, LevelClasses.COUNT - 1 - levelClass, levelClass);
    }
    history.add(2, 0, 7);
    for (int levelClass = 0; levelClass < LevelClasses.COUNT; levelClass++) {
      assertThat(history.count(history.row(0, levelClass), levelClass)).isEqualTo(1);
      assertThat(history.total(history.row(0, levelClass))).isEqualTo(1);
      int bin = LevelClasses.COUNT - 1 - levelClass;
      assertThat(history.count(history.row(1, levelClass), bin)).isEqualTo(1);
      assertThat(history.total(history.row(2, levelClass))).isEqualTo(levelClass == 0 ? 1 : 0);
    }
  }
}
