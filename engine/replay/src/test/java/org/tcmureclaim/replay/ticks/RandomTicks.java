package org.tcmureclaim.replay.ticks;

import java.util.SplittableRandom;

/** Small random tick tables, consistent and not. */
public final class RandomTicks {
  private RandomTicks() {}

  /** A table of so many devices and ticks, and levels up to {@code mostPages}. */
  public static TickTable of(
      SplittableRandom random, int devices, int ticks, int mostPages, boolean floors) {
    var builder = new TickTableBuilder(1_000_000_000L);
    double share = 0.2 + 0.6 * random.nextDouble();
    for (int device = 0; device < devices; device++) {
      builder.number("d" + (char) ('a' + devices - 1 - device));
    }
    for (int tick = 0; tick < ticks; tick++) {
      for (int device = devices - 1; device >= 0; device--) {
        if (random.nextDouble() < share) {
          int peak = 1 + random.nextInt(mostPages);
          int floor = floors && random.nextInt(3) == 0 ? random.nextInt(peak + 1) : 0;
          builder.add(tick, device, peak, floor);
        }
      }
    }
    builder.lasts(ticks);
    return builder.build();
  }
}
