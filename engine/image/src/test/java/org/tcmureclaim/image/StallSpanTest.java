package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tcmureclaim.snapshot.HostSnapshot;

class StallSpanTest {
  private static final long MILLI = 1_000_000L;

  private final StallSpan span = new StallSpan();
  private final HostSnapshot snapshot = new HostSnapshot();
  private long someMicros = 7_000_000;

  @Test
  void firstTick_saysNothing() {
    begin(5_000);
    assertThat(span.somePpm()).isZero();
  }

  @Test
  void slowTicks_areEachASpan() {
    begin(0);
    tick(1_000, 250_000);
    assertThat(span.somePpm()).isEqualTo(250_000);
    assertThat(span.fullPpm()).isEqualTo(125_000);
    tick(6_000, 500_000);
    assertThat(span.somePpm()).isEqualTo(100_000);
  }

  @Test
  void quickTicks_areSeenOverASecondOrTwo() {
    begin(0);
    for (int millis = 100; millis <= 1_000; millis += 100) {
      tick(millis, 100_000);
    }
    assertThat(span.somePpm()).isEqualTo(1_000_000);
    tick(1_100, 0);
    assertThat(span.somePpm()).isEqualTo(909_091);
    tick(1_900, 0);
    assertThat(span.somePpm()).isEqualTo(526_316);
    tick(2_000, 0);
    assertThat(span.somePpm()).as("the stalled second is over").isZero();
  }

  @Test
  void totalsThatFallOrRunAhead_areNoneOrAll() {
    begin(0);
    tick(1_000, -5_000);
    assertThat(span.somePpm()).isZero();
    tick(2_000, 9_000_000);
    assertThat(span.somePpm()).isEqualTo(1_000_000);
  }

  private void begin(long atMillis) {
    update(atMillis, 0);
    span.begin(snapshot);
  }

  private void tick(long atMillis, long stalledMicros) {
    update(atMillis, stalledMicros);
    span.extend(snapshot);
  }

  private void update(long atMillis, long stalledMicros) {
    someMicros += stalledMicros;
    snapshot.takenAt(atMillis * MILLI);
    snapshot.pressure().updateTotals(someMicros, someMicros / 2, atMillis * MILLI);
  }
}
