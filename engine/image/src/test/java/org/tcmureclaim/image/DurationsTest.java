package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DurationsTest {
  private final Durations durations = new Durations();

  @ParameterizedTest
  @EnumSource(DurationKind.class)
  void duration_isInTheBucketOfTheLeastBoundThatItDoesNotExceed(DurationKind kind) {
    for (int bucket = 0; bucket < kind.buckets() - 1; bucket++) {
      durations.add(kind, kind.boundNanos(bucket));
      assertThat(durations.count(kind, bucket)).as("at the bound").isEqualTo(bucket == 0 ? 1 : 2);
      durations.add(kind, kind.boundNanos(bucket) + 1);
      assertThat(durations.count(kind, bucket + 1)).as("above it").isEqualTo(1);
    }
    assertThat(durations.count(kind)).isEqualTo(2L * (kind.buckets() - 1));
  }

  @ParameterizedTest
  @EnumSource(DurationKind.class)
  void bounds_rise(DurationKind kind) {
    for (int bucket = 1; bucket < kind.buckets() - 1; bucket++) {
      assertThat(kind.boundNanos(bucket)).isGreaterThan(kind.boundNanos(bucket - 1));
    }
  }

  @Test
  void kinds_areCountedApart() {
    int number = 0;
    for (DurationKind kind : DurationKind.values()) {
      number++;
      for (int i = 0; i < number; i++) {
        durations.add(kind, 10);
      }
    }
    number = 0;
    for (DurationKind kind : DurationKind.values()) {
      number++;
      assertThat(durations.count(kind)).isEqualTo(number);
      assertThat(durations.sumNanos(kind)).isEqualTo(10L * number);
    }
  }

  @Test
  void adding_allocatesNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long leastBytes = Long.MAX_VALUE;
    for (int span = 0; span < 12; span++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int nanos = 0; nanos < 5_000; nanos++) {
        durations.add(DurationKind.TICK, 1_000L * nanos);
        durations.add(DurationKind.REACTION_TRUNCATE, 1_000L * nanos);
      }
      leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(leastBytes).isZero();
  }

  @Test
  void clockThatWentBack_addsZero() {
    durations.add(DurationKind.REACTION_DECIDE, -5);
    assertThat(durations.count(DurationKind.REACTION_DECIDE, 0)).isEqualTo(1);
    assertThat(durations.sumNanos(DurationKind.REACTION_DECIDE)).isZero();
  }
}
