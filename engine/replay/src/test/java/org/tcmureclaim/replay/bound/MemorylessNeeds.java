package org.tcmureclaim.replay.bound;

import java.util.Locale;
import java.util.SplittableRandom;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

/**
 * Poisson bursts of one tick: in each tick a device is needed with a chance of its own, up to a
 * page drawn anew, evenly on a logarithmic scale. So every page has one chance of being needed in
 * the next tick, whatever came before (the independent reference model).
 */
final class MemorylessNeeds {
  static final int DEVICES = 256;
  private static final long TICK_NANOS = 1_000_000_000L;
  private static final double LEAST_GAP_TICKS = 30;
  private static final double MOST_GAP_TICKS = 3000;
  private static final double LEAST_PAGES = 64;
  private static final double MOST_PAGES = 2048;
  private static final double LEAST_PART = 1.0 / 8;

  private final double[] chance = new double[DEVICES];
  private final double[] sizePages = new double[DEVICES];
  private final SplittableRandom random;

  MemorylessNeeds(long seed) {
    random = new SplittableRandom(seed);
    for (int device = 0; device < DEVICES; device++) {
      chance[device] = 1 / between(LEAST_GAP_TICKS, MOST_GAP_TICKS);
      sizePages[device] = between(LEAST_PAGES, MOST_PAGES);
    }
  }

  /** What happens in so many ticks. */
  TickTable ticks(int ticks) {
    var builder = new TickTableBuilder(TICK_NANOS);
    for (int device = 0; device < DEVICES; device++) {
      builder.number(String.format(Locale.ROOT, "lun-%03d", device));
    }
    for (int tick = 0; tick < ticks; tick++) {
      for (int device = 0; device < DEVICES; device++) {
        if (random.nextDouble() < chance[device]) {
          double size = sizePages[device];
          builder.add(tick, device, (int) between(size * LEAST_PART, size), 0);
        }
      }
    }
    builder.lasts(ticks);
    return builder.build();
  }

  /** The chance that a tick needs the page before {@code endPage} of a device. */
  double chance(int device, long endPage) {
    double part = Math.max(LEAST_PART, endPage / sizePages[device]);
    return chance[device] * Math.max(0, StrictMath.log(part) / StrictMath.log(LEAST_PART));
  }

  private double between(double least, double most) {
    return least * StrictMath.pow(most / least, random.nextDouble());
  }
}
