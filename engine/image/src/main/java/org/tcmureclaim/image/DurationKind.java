package org.tcmureclaim.image;

import java.util.Arrays;

/**
 * What the agent takes how long for. Of each there is a histogram in the image, since the start;
 * images are laid out by what this enum holds.
 *
 * <p>A reaction leads from a PSI event to pages that are free. The event is dated by the beginning
 * of the sample that it woke the loop for, and only plans that freed pages count.
 */
public enum DurationKind {
  /** A tick, in real time: sensing, deciding, handing over, and showing it. */
  TICK(
      50, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 7_000, 10_000, 15_000,
      20_000, 30_000, 50_000, 70_000, 100_000, 150_000, 200_000, 300_000, 500_000, 1_000_000,
      5_000_000),
  /** Of a reaction, until truncating begins. */
  REACTION_DECIDE(Bounds.OF_REACTIONS_MICROS),
  /** Of a reaction, truncating. */
  REACTION_TRUNCATE(Bounds.OF_REACTIONS_MICROS),
  /** All of a reaction. */
  REACTION_WHOLE(Bounds.OF_REACTIONS_MICROS);

  @SuppressWarnings("ImmutableEnumChecker") // Never written to again.
  private final long[] boundNanos;

  DurationKind(long... boundMicros) {
    this.boundNanos = Arrays.stream(boundMicros).map(micros -> micros * 1_000).toArray();
  }

  /** How many buckets it has; the last one is for all that is longer than the others are for. */
  public int buckets() {
    return boundNanos.length + 1;
  }

  /** The longest duration that belongs into a bucket but the last, which has no such bound. */
  public long boundNanos(int bucket) {
    return boundNanos[bucket];
  }

  /** The bucket of a duration. */
  int bucketOf(long nanos) {
    int bucket = 0;
    while (bucket < boundNanos.length && nanos > boundNanos[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private static final class Bounds {
    static final long[] OF_REACTIONS_MICROS = {
      1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000
    };
  }
}
