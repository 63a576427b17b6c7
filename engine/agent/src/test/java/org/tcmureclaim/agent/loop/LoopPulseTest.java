package org.tcmureclaim.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopPulseTest {
  private static final long SECOND = 1_000_000_000L;

  private long nowNanos = 5;
  private final LoopPulse pulse = new LoopPulse(() -> nowNanos);

  @Test
  void ticksThatAreTenSecondsLate_haveStopped_unlessTheLoopHasEnded() {
    pulse.ticks();
    nowNanos += 10 * SECOND;
    assertThat(pulse.isStale()).isFalse();
    nowNanos++;
    assertThat(pulse.isStale()).isTrue();
    pulse.ends();
    assertThat(pulse.isStale()).isFalse();
  }

  @Test
  void loopThatWaitsForALongTick_isNotLate_beforeThatHasPassedToo() {
    pulse.ticks();
    pulse.waits(60 * SECOND);
    nowNanos += 70 * SECOND;
    assertThat(pulse.isStale()).isFalse();
    pulse.ticks();
    assertThat(pulse.waitNanos()).isZero();
    assertThat(pulse.tickAgeNanos()).isZero();
    nowNanos += 11 * SECOND;
    assertThat(pulse.isStale()).isTrue();
  }

  @Test
  void everyStepOfTheLoop_isABeat() {
    pulse.ticks();
    assertThat(pulse.beats()).isEqualTo(1);
    pulse.ticked(true, false, 0);
    assertThat(pulse.beats()).isEqualTo(2);
    assertThat(pulse.isShort()).isTrue();
    pulse.waits(1);
    assertThat(pulse.beats()).isEqualTo(3);
  }
}
