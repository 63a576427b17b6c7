package org.tcmureclaim.simulation.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PsiPollerTest {
  private static final long STEP_NANOS = 5_000_000;
  private static final long SECOND = 1_000_000_000;

  private final Stalls stalls = new Stalls(16_000);
  private final PsiPoller poller =
      new PsiPoller(
          stalls,
          List.of(
              new PsiTriggerSettings(StallKind.SOME, 100_000, 1_000_000),
              new PsiTriggerSettings(StallKind.FULL, 400_000, 1_000_000)));
  private long nowNanos = 7;

  @Test
  void plentyOfMemory_neverFires() {
    pass(10 * SECOND, 16_000);
    assertThat(poller.someEvents() + poller.fullEvents()).isZero();
  }

  @Test
  void nothingLeft_firesOncePerWindow() {
    pass(10 * SECOND, 0);
    assertThat(poller.someEvents()).isEqualTo(10);
    assertThat(poller.fullEvents()).isEqualTo(10);
  }

  @Test
  void firstEvent_comesWithTheFirstLookAfterTheThreshold() {
    // At nine tenths of the time, 100 ms are reached after 111 ms; looks are 100 ms apart.
    pass(200_000_000, 0);
    assertThat(poller.someEvents()).isZero();
    pass(10_000_000, 0);
    assertThat(poller.someEvents()).isEqualTo(1);
  }

  @Test
  void stallsTooShort_doNotFire_evenOverAndOver() {
    for (int i = 0; i < 10; i++) {
      pass(50_000_000, 0);
      pass(2 * SECOND, 16_000);
    }
    assertThat(poller.someEvents()).isZero();
  }

  @Test
  void noTriggers_isFine() {
    var nobody = new PsiPoller(stalls, List.of());
    stalls.pass(SECOND, 0);
    assertThat(nobody.poll(SECOND)).isFalse();
  }

  private void pass(long nanos, long availableBytes) {
    for (long end = nowNanos + nanos; nowNanos < end; nowNanos += STEP_NANOS) {
      stalls.pass(STEP_NANOS, availableBytes);
      poller.poll(nowNanos);
    }
  }
}
