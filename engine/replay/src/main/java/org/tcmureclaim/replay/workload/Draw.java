package org.tcmureclaim.replay.workload;

import java.util.SplittableRandom;

/** Random numbers of the distributions that workloads use; the same on every JDK. */
final class Draw {
  private final SplittableRandom random;

  Draw(SplittableRandom random) {
    this.random = random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Evenly between two numbers, both included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Evenly on a logarithmic scale: sizes differ by orders of magnitude. */
  int logBetween(int least, int most) {
    double ratio = (double) most / least;
    return (int) Math.round(least * StrictMath.pow(ratio, random.nextDouble()));
  }

  /** Pareto-distributed: many short gaps and few very long ones. */
  int pareto(int least, double shape, int most) {
    double value = least / StrictMath.pow(1 - random.nextDouble(), 1 / shape);
    return (int) Math.min(most, value);
  }

  /** A part of a size, at least 1: evenly from a share of it to all of it. */
  int partOf(int pages, double leastShare) {
    double share = leastShare + (1 - leastShare) * random.nextDouble();
    return Math.max(1, (int) (pages * share));
  }
}
