package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tcmureclaim.agent.loop.LoopPulse;
import org.tcmureclaim.agent.loop.PulseOfTest;
import org.tcmureclaim.agent.loop.ShadowBounds;
import org.tcmureclaim.agent.loop.ShadowOfTest;
import org.tcmureclaim.agent.loop.ShadowSeat;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.HostSnapshot;

class LoopWatchTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ShadowBounds BOUNDS = new ShadowBounds(1, Long.MAX_VALUE);

  private final List<String> dead = new CopyOnWriteArrayList<>();
  private final LoopPulse pulse = new LoopPulse();
  private final ShadowSeat shadow = new ShadowSeat(0);
  private final LoopWatch watch =
      new LoopWatch(pulse, shadow, BOUNDS, dead::add, () -> dead.add("shadow"));
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @AfterEach
  void letTheShadowGo() {
    mayGoOn.countDown();
  }

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

  /** To end the process costs reclaiming when it is needed most. */
  @Test
  @Timeout(60)
  void shadowThatGoesOn_isTold_unlessMemoryIsShort() {
    seatAShadowThatHangs();
    while (!shadow.hasStuckThread()) {
      ShadowOfTest.tick(shadow);
      shadow.judge(BOUNDS);
    }
    PulseOfTest.ticked(pulse, true);
    look(1);
    assertThat(dead).isEmpty();
    PulseOfTest.ticked(pulse, false);
    look(1);
    assertThat(dead).containsExactly("shadow");
  }

  @Test
  @Timeout(60)
  void worker_judgesTheShadow_andLooks() throws InterruptedException {
    seatAShadowThatHangs();
    Worker worker = new Workers(new Unheard()).start("watch", "looks", watch::run);
    while (!dead.contains("shadow")) {
      ShadowOfTest.tick(shadow);
      Thread.onSpinWait();
    }
    worker.interrupt();
    assertThat(worker.join(60_000)).isTrue();
  }

  private void seatAShadowThatHangs() {
    ShadowOfTest.seat(
        shadow,
        new ReclaimPolicy() {
          @Override
          public void observe(HostSnapshot snapshot) {
            while (mayGoOn.getCount() > 0) {
              Thread.onSpinWait();
            }
          }

          @Override
          public long countPages(HostSnapshot snapshot) {
            return 0;
          }

          @Override
          public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {}
        });
  }

  /** Of no interest here. */
  private static final class Unheard implements Notices {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}
  }
}
