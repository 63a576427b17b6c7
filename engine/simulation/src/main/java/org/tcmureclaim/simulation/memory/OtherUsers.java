package org.tcmureclaim.simulation.memory;

import java.util.SplittableRandom;

/**
 * The memory that others hold: a calm plateau, a ramp up, a peak with a short spike at its end, and
 * a ramp down, over and over, about two and a half times a minute. Follows from its seed and the
 * time alone.
 */
public final class OtherUsers {
  private static final long SECOND = 1_000_000_000L;
  private static final long[] SHORTEST_NANOS = {7 * SECOND, 3 * SECOND, 4 * SECOND, SECOND, SECOND};
  private static final long[] LONGEST_NANOS = {
    14 * SECOND, 6 * SECOND, 8 * SECOND, 2 * SECOND, 3 * SECOND
  };
  private static final int CALM = 0;
  private static final int RAMP_UP = 1;
  private static final int PEAK = 2;
  private static final int SPIKE = 3;

  private final MemorySettings settings;
  private final SplittableRandom random;
  private int part = CALM;
  private long partStartNanos;
  private long partEndNanos;
  private long fromBytes;
  private long toBytes;
  private long peakBytes;

  /** Users who are calm until the first ramp begins at {@code firstRampNanos}. */
  public OtherUsers(MemorySettings settings, SplittableRandom random, long firstRampNanos) {
    this.settings = settings;
    this.random = random;
    this.partEndNanos = firstRampNanos;
    this.fromBytes = settings.calmBytes();
    this.toBytes = settings.calmBytes();
    this.peakBytes = settings.peakBytes();
  }

  /** What they hold now. Time never goes back from call to call. */
  public long bytesAt(long nowNanos) {
    while (nowNanos >= partEndNanos) {
      nextPart();
    }
    double share = (double) (nowNanos - partStartNanos) / (partEndNanos - partStartNanos);
    return fromBytes + (long) (share * (toBytes - fromBytes));
  }

  private void nextPart() {
    part = (part + 1) % SHORTEST_NANOS.length;
    partStartNanos = partEndNanos;
    partEndNanos = partStartNanos + random.nextLong(SHORTEST_NANOS[part], LONGEST_NANOS[part] + 1);
    fromBytes = toBytes;
    toBytes = goalOfPart();
  }

  private long goalOfPart() {
    return switch (part) {
      case RAMP_UP -> {
        peakBytes = drawPeakBytes();
        yield peakBytes;
      }
      case PEAK -> peakBytes;
      case SPIKE -> peakBytes + random.nextLong((peakBytes - settings.calmBytes()) / 8 + 1);
      default -> settings.calmBytes();
    };
  }

  private long drawPeakBytes() {
    long spreadBytes = settings.peakBytes() / 20;
    long drawn = settings.peakBytes() - spreadBytes + random.nextLong(2 * spreadBytes + 1);
    return Math.max(settings.calmBytes(), drawn);
  }
}
