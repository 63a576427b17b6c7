package org.tcmureclaim.agent.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * How long a tick takes: sensing, deciding and handing over, in real time. The decision thread
 * leaves each duration in a ring and pays for nothing else; another thread puts them into the
 * histogram.
 */
final class TickTimes implements LoopListener {
  /** A minute and more of the fastest ticks. */
  private static final int RING = 1024;

  private static final Duration[] BUCKETS =
      LongStream.of(
              50, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 7_000, 10_000,
              15_000, 20_000, 30_000, 50_000, 70_000, 100_000, 150_000, 200_000, 300_000, 500_000,
              1_000_000, 5_000_000)
          .mapToObj(micros -> Duration.ofNanos(1000 * micros))
          .toArray(Duration[]::new);

  private final LongSupplier nanoTime;
  private final Timer timer;
  private final AtomicLongArray ring = new AtomicLongArray(RING);

  /** Ticks measured; written by the decision thread after the place in the ring. */
  private final AtomicLong measured = new AtomicLong();

  private volatile long lost;
  private long collected;
  private long begunAtNanos;

  TickTimes(MeterRegistry registry, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.timer =
        Timer.builder("tcmu.reclaim.tick")
            .description("Sensing, deciding and handing over")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  @Override
  public void ticking() {
    begunAtNanos = nanoTime.getAsLong();
  }

  @Override
  public void ticked(HostSnapshot snapshot, Plan plan) {
    long number = measured.get();
    ring.set((int) (number % RING), nanoTime.getAsLong() - begunAtNanos);
    measured.lazySet(number + 1);
  }

  /**
   * Takes in what was measured since the last call. Safe from any thread but the one that ticks.
   */
  synchronized void collect() {
    long until = measured.get();
    // The oldest place may be written at this moment.
    long from = Math.max(collected, until - RING + 1);
    lost += from - collected;
    for (long number = from; number < until; number++) {
      timer.record(ring.get((int) (number % RING)), TimeUnit.NANOSECONDS);
    }
    collected = until;
  }

  /** Ticks that were measured and not collected in time, since the start. */
  long lost() {
    return lost;
  }
}
