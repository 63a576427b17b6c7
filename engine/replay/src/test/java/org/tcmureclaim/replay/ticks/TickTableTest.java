package org.tcmureclaim.replay.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.replay.text.TraceException;

final class TickTableTest {
  private final TickTableBuilder builder = new TickTableBuilder(1_000_000_000L);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  @Test
  void rowsThatDoNotFitIntoTheMemory_areRefused_beforeItRunsOut() {
    var builder = new TickTableBuilder(1_000_000_000L, 1, 40 * 2_000);
    int number = builder.number("a");
    for (int tick = 0; tick < 2_000; tick++) {
      builder.add(tick, number, 1, 0);
    }
    assertThatThrownBy(() -> builder.add(2_000, number, 1, 0))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("more than 2000 device-ticks with commands in flight");
  }

  @Test
  void devices_areNumberedInTheOrderOfNames_andRowsFollow() {
    int late = builder.number("z");
    int early = builder.number("a");
    builder.add(1, late, 5, 0);
    builder.add(1, early, 3, 0);
    builder.add(4, late, 7, 0);
    TickTable table = builder.build();
    assertThat(table.devices()).isEqualTo(2);
    assertThat(table.name(0)).isEqualTo("a");
    assertThat(table.ticks()).isEqualTo(5);
    assertThat(table.deviceTicks()).isEqualTo(10);
    assertThat(table.firstRow(1)).isZero();
    assertThat(table.firstRow(2)).isEqualTo(2);
    assertThat(table.device(0)).isZero();
    assertThat(table.peakPages(0)).isEqualTo(3);
    assertThat(table.device(1)).isEqualTo(1);
    assertThat(table.highWaterPages(1)).isEqualTo(7);
    assertThat(table.sumHighWaterPages()).isEqualTo(10);
  }

  @Test
  void floorThatTheNextTickDoesNotBearOut_isLowered() {
    int device = builder.number("a");
    builder.add(0, device, 8, 6);
    builder.add(1, device, 4, 4);
    builder.add(3, device, 9, 9);
    TickTable table = builder.build();
    assertThat(table.floorPages(0)).isEqualTo(4);
    assertThat(table.floorPages(1)).isZero();
    assertThat(table.floorPages(2)).isEqualTo(9);
    assertThat(builder.loweredFloors()).isEqualTo(2);
  }

  @Test
  void rowWithoutPages_makesTheTraceLongerOnly() {
    builder.add(6, builder.number("a"), 0, 0);
    TickTable table = builder.build();
    assertThat(table.rows()).isZero();
    assertThat(table.ticks()).isEqualTo(7);
  }

  @Test
  void rowsThatCannotBe_areRefused() {
    int device = builder.number("a");
    builder.add(5, device, 1, 0);
    assertThatThrownBy(() -> builder.add(4, device, 1, 0)).hasMessage("tick 4 after 5");
    assertThatThrownBy(() -> builder.add(6, device, 1, 2)).hasMessage("floor 2 of peak 1");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyTable_keepsWhatItPromises(long seed) {
    TickTable table = RandomTicks.of(new SplittableRandom(seed), 6, 30, 9, true);
    int[] peak = new int[table.devices()];
    for (int tick = table.ticks() - 1; tick >= 0; tick--) {
      int[] here = new int[table.devices()];
      for (int row = table.firstRow(tick); row < table.firstRow(tick + 1); row++) {
        int device = table.device(row);
        here[device] = table.peakPages(row);
        assertThat(table.floorPages(row)).isLessThanOrEqualTo(here[device]);
        if (tick + 1 < table.ticks()) {
          assertThat(table.floorPages(row)).isLessThanOrEqualTo(peak[device]);
        }
        if (row > table.firstRow(tick)) {
          assertThat(device).isGreaterThan(table.device(row - 1));
        }
      }
      peak = here;
    }
  }
}
