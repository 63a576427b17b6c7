package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.loop.LoopPulse;
import org.tcmureclaim.agent.loop.PulseOfTest;
import org.tcmureclaim.agent.loop.ShadowBounds;
import org.tcmureclaim.agent.loop.ShadowSeat;

class LoopWatchTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> dead = new ArrayList<>();
  private final LoopPulse pulse = new LoopPulse();
  private final LoopWatch watch =
      new LoopWatch(
          pulse, new ShadowSeat(0), ShadowBounds.of(64 << 20), dead::add, () -> dead.add("shadow"));

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }

  @Test
  void loopThatHangsInATick_isDeadAfterTwoMinutesOfLooks() {
    PulseOfTest.ticks(pulse);
    look(LoopWatch.MOST_STILL_LOOKS + 1);
    assertThat(dead).isEmpty();
    look(1);
    assertThat(dead).singleElement().asString().contains("has stood still for 121 s");
  }

  @Test
  void loopThatWaitsForItsTick_hasThatTimeBesides() {
    PulseOfTest.waits(pulse, 600 * SECOND);
    look(LoopWatch.MOST_STILL_LOOKS + 601);
    assertThat(dead).isEmpty();
    look(1);
    assertThat(dead).isNotEmpty();
  }

  @Test
  void loopThatTurns_orHasNotBegun_orHasEnded_isNotDead() {
    look(1000);
    for (int i = 0; i < 1000; i++) {
      PulseOfTest.ticks(pulse);
      look(1);
    }
    PulseOfTest.ends(pulse);
    look(1000);
    assertThat(dead).isEmpty();
  }
}
