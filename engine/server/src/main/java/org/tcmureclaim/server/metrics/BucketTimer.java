package org.tcmureclaim.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.tcmureclaim.image.DurationKind;
import org.tcmureclaim.image.Durations;

/**
 * A timer of durations that another process has counted in buckets: it records what came since the
 * last time, each as a duration in its bucket, such that all together take as long as they did. An
 * agent that was started again counts from 0 again; then all that it has counted is new.
 *
 * <p>Not safe for use by several threads.
 */
final class BucketTimer {
  private final Timer timer;
  private final DurationKind kind;
  private final long[] counted;
  private long sumNanos;

  /**
   * A timer that has recorded nothing.
   *
   * @param kind which durations, and so the bounds of its buckets
   */
  BucketTimer(
      MeterRegistry registry, DurationKind kind, String name, String description, Tags tags) {
    this.kind = kind;
    this.counted = new long[kind.buckets()];
    this.timer =
        Timer.builder(name)
            .description(description)
            .tags(tags)
            .serviceLevelObjectives(
                IntStream.range(0, kind.buckets() - 1)
                    .mapToObj(bucket -> Duration.ofNanos(kind.boundNanos(bucket)))
                    .toArray(Duration[]::new))
            .register(registry);
  }

  /**
   * Records what is new.
   *
   * @param durations since the start of the agent
   */
  void update(Durations durations) {
    long[] counts =
        IntStream.range(0, kind.buckets())
            .mapToLong(bucket -> durations.count(kind, bucket))
            .toArray();
    long newSumNanos = durations.sumNanos(kind);
    if (newSumNanos == sumNanos && Arrays.equals(counts, counted)) {
      return;
    }
    long[] fresh = counts.clone();
    long left = newSumNanos;
    if (isSameRun(counts, newSumNanos)) {
      for (int i = 0; i < fresh.length; i++) {
        fresh[i] -= counted[i];
      }
      left -= sumNanos;
    }
    record(fresh, left);
    System.arraycopy(counts, 0, counted, 0, counted.length);
    sumNanos = newSumNanos;
  }

  private boolean isSameRun(long[] counts, long newSumNanos) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < counted[i]) {
        return false;
      }
    }
    return newSumNanos >= sumNanos;
  }

  /** Each bucket has its smallest durations first; what is left then is shared out from below. */
  private void record(long[] fresh, long total) {
    long left = total;
    for (int i = 0; i < fresh.length; i++) {
      left -= fresh[i] * smallest(i);
    }
    for (int i = 0; i < fresh.length; i++) {
      if (fresh[i] > 0) {
        long room = largest(i) - smallest(i);
        long more = Math.max(0, Math.min(room, left / fresh[i]));
        left -= more * fresh[i];
        // One of them takes what dividing leaves, where that fits.
        long rest = left > 0 && left < fresh[i] && more < room ? left : 0;
        left -= rest;
        record(smallest(i) + more + rest, 1);
        record(smallest(i) + more, fresh[i] - 1);
      }
    }
  }

  private void record(long nanos, long times) {
    for (long i = 0; i < times; i++) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private long smallest(int bucket) {
    return bucket == 0 ? 0 : kind.boundNanos(bucket - 1) + 1;
  }

  private long largest(int bucket) {
    return bucket < counted.length - 1 ? kind.boundNanos(bucket) : Long.MAX_VALUE / 2;
  }
}
