package org.tcmureclaim.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.snapshot.HostSnapshot;

class TickTimesTest {
  private static final long MS = 1_000_000L;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long nowNanos = -5;
  private final TickTimes times = new TickTimes(registry, () -> nowNanos);
  private final Timer timer = registry.get("tcmu.reclaim.tick").timer();

  private void tick(long nanos) {
    times.ticking();
    nowNanos += nanos;
    times.ticked(new HostSnapshot(), new Plan());
  }

  @Test
  void tick_isMeasuredFromItsBeginningToItsEnd_andCountedOnce() {
    tick(3 * MS);
    nowNanos += 1000 * MS;
    tick(5 * MS);
    assertThat(timer.count()).isZero();
    times.collect();
    times.collect();
    assertThat(timer.count()).isEqualTo(2);
    assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(8.0 * MS);
    assertThat(times.lost()).isZero();
  }

  @Test
  void ticksThatNobodyCollects_areCountedAsLost() {
    for (int i = 0; i < 3000; i++) {
      tick(MS);
    }
    times.collect();
    assertThat(timer.count() + times.lost()).isEqualTo(3000);
    assertThat(times.lost()).isBetween(1900L, 2000L);
    tick(MS);
    times.collect();
    assertThat(timer.count() + times.lost()).isEqualTo(3001);
  }
}
