package org.tcmureclaim.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.tcmureclaim.simulation.workload.Streams;

/** LUNs go away now and then, and come back a few seconds later as other devices. */
final class Churn {
  private static final double NANOS_PER_MINUTE = 60e9;
  private static final long SHORTEST_ABSENCE_NANOS = 1_000_000_000L;
  private static final long LONGEST_ABSENCE_NANOS = 5_000_000_000L;

  private final double perMinute;
  private final SplittableRandom random;
  private final PriorityQueue<Return> returns = new PriorityQueue<>();
  private long nextDetachNanos;

  Churn(double perMinute, SplittableRandom random, long nowNanos) {
    this.perMinute = perMinute;
    this.random = random;
    this.nextDetachNanos = nextDetach(nowNanos);
  }

  /**
   * Detaches and attaches what is due.
   *
   * @return whether any LUN came or went
   */
  boolean advance(long nowNanos, Luns luns) {
    boolean changed = false;
    while (!returns.isEmpty() && returns.element().atNanos() <= nowNanos) {
      luns.attach(returns.remove().place(), nowNanos);
      changed = true;
    }
    while (nextDetachNanos <= nowNanos && luns.places() > 0) {
      Lun lun = luns.at(random.nextInt(luns.places()));
      long absenceNanos = random.nextLong(SHORTEST_ABSENCE_NANOS, LONGEST_ABSENCE_NANOS);
      if (lun != null) {
        detach(lun, luns, nowNanos + absenceNanos);
        changed = true;
      }
      nextDetachNanos = nextDetach(nextDetachNanos);
    }
    return changed;
  }

  /** Detaches a LUN until {@code returnNanos}. */
  void detach(Lun lun, Luns luns, long returnNanos) {
    luns.detach(lun);
    returns.add(new Return(returnNanos, lun.place()));
  }

  private long nextDetach(long nowNanos) {
    return perMinute == 0
        ? Long.MAX_VALUE
        : nowNanos + 1 + Streams.exponentialNanos(random, NANOS_PER_MINUTE / perMinute);
  }

  private record Return(long atNanos, int place) implements Comparable<Return> {
    @Override
    public int compareTo(Return other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Integer.compare(place, other.place);
    }
  }
}
