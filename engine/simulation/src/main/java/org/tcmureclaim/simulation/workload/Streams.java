package org.tcmureclaim.simulation.workload;

import java.util.SplittableRandom;

/**
 * Independent streams of random numbers from one seed, so that what one part of the simulation
 * draws never changes what another one sees.
 */
public final class Streams {
  private Streams() {}

  /** The stream of {@code member} of a family, such as the third life of a LUN. */
  public static SplittableRandom of(long seed, String family, long member, long generation) {
    long mixed = mix(mix(mix(seed) + family.hashCode()) + member);
    return new SplittableRandom(mix(mixed + generation));
  }

  /** Exponentially distributed with this mean; the same on every machine. */
  public static long exponentialNanos(SplittableRandom random, double meanNanos) {
    // StrictMath: Math.log may differ in its last bit from machine to machine.
    return (long) (-StrictMath.log(1.0 - random.nextDouble()) * meanNanos);
  }

  /** Finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Generators). */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
