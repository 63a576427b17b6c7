package org.tcmureclaim.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.simulation.dataarea.GlobalPages;
import org.tcmureclaim.simulation.dataarea.TcmuDevice;

final class CommandCompilerTest {
  private static final long PAGE = 4096;
  private static final long TICK = 1000;
  private static final TargetSettings WIDE = new TargetSettings(1 << 20, 1_000_000, 300);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  /** Beside the simulated host's device, which knows neither queue depth nor splitting. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyCommands_giveThePeaksAndFloorsOfTheSimulatedDevice(long seed) {
    compare(seed, 1);
    compare(seed, 4);
    compare(seed, 7);
  }

  private static void compare(long seed, int pagesPerBlock) {
    var random = new SplittableRandom(seed);
    var target = new TargetSettings(1 << 20, 1_000_000, 300 / pagesPerBlock, pagesPerBlock);
    var compiler = new CommandCompiler(target, ServiceTime.of("fixed:1us"), TICK);
    int number = compiler.device("a");
    var settings = new DataAreaSettings(target.areaBlocks() * pagesPerBlock, pagesPerBlock, 1);
    var device = new TcmuDevice(settings, new GlobalPages(Long.MAX_VALUE));
    int ticks = 60;
    int[] peak = new int[2000];
    int[] floor = new int[2000];
    long now = 0;
    int tick = 0;
    while (tick < ticks) {
      now += random.nextInt(10) == 0 ? random.nextInt(6000) : random.nextInt(200);
      tick = passTo(device, now, tick, peak, floor);
      long bytes = random.nextLong(40 * PAGE);
      long service = random.nextLong(1, 3000);
      compiler.submit(number, bytes, now, service);
      device.submit(bytes, service, now);
    }
    while (device.inFlightCommands() > 0) {
      now += TICK;
      tick = passTo(device, now, tick, peak, floor);
    }
    passTo(device, now + 2 * TICK, tick, peak, floor);
    for (int t = 0; t < peak.length; t++) {
      peak[t] *= pagesPerBlock;
      floor[t] *= pagesPerBlock;
    }
    compare(compiler.finish(), peak, floor, "seed " + seed + ", blocks of " + pagesPerBlock);
  }

  /** Completes what is due before {@code now}, and notes each tick that ends before. */
  private static int passTo(TcmuDevice device, long now, int from, int[] peak, int[] floor) {
    int tick = from;
    while (now >= (tick + 1) * TICK) {
      complete(device, (tick + 1) * TICK - 1);
      peak[tick] = device.area().takePeakBlocks();
      floor[tick] = device.area().highestUsedBlock() + 1;
      tick++;
    }
    complete(device, now);
    return tick;
  }

  private static void complete(TcmuDevice device, long until) {
    while (device.nextCompletionNanos() <= until) {
      device.completeNext();
    }
  }

  private static void compare(TickTable table, int[] peak, int[] floor, String where) {
    assertThat(table.rows()).as(where).isGreaterThan(10);
    int row = 0;
    for (int tick = 0; tick < table.ticks(); tick++) {
      boolean idle = row == table.rows() || row == table.firstRow(tick + 1);
      assertThat(peak[tick])
          .as("%s, tick %d", where, tick)
          .isEqualTo(idle ? 0 : table.peakPages(row));
      if (!idle) {
        assertThat(floor[tick]).as("%s, tick %d", where, tick).isEqualTo(table.floorPages(row));
        row++;
      }
    }
  }

  @Test
  void longRequest_isSplit_andNeverUsesMoreThanTheQueueDepthAllows() {
    var compiler =
        new CommandCompiler(
            new TargetSettings(64 << 10, 4, 1000), ServiceTime.of("fixed:1us"), TICK);
    // 10 parts of 16 pages, 4 at once for 500 ns each: 4, 4, then 2.
    compiler.submit(compiler.device("a"), 640 << 10, 0, 500);
    TickTable table = compiler.finish();
    assertThat(table.ticks()).isEqualTo(2);
    assertThat(table.peakPages(0)).isEqualTo(64);
    assertThat(table.floorPages(0)).isEqualTo(64);
    assertThat(table.peakPages(1)).isEqualTo(64);
    assertThat(table.floorPages(1)).isZero();
  }

  @Test
  void quietTime_makesNoRows() {
    var compiler = new CommandCompiler(WIDE, ServiceTime.of("fixed:1us"), TICK);
    int device = compiler.device("a");
    compiler.submit(device, PAGE, 0, 10);
    compiler.submit(device, PAGE, 7_000_500, 10);
    TickTable table = compiler.finish();
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.ticks()).isEqualTo(7001);
    assertThat(table.firstRow(7000)).isEqualTo(1);
  }
}
