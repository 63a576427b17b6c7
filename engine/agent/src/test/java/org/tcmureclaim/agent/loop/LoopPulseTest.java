package org.tcmureclaim.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopPulseTest {
  private final LoopPulse pulse = new LoopPulse();

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

  @Test
  void tick_isNoWait() {
    pulse.waits(7);
    assertThat(pulse.waitNanos()).isEqualTo(7);
    pulse.ticks();
    assertThat(pulse.waitNanos()).isZero();
  }
}
