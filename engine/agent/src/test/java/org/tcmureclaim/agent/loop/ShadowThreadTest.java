package org.tcmureclaim.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A shadow on a thread of its own: what it does wrong stays there. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ShadowThreadTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ShadowBounds BOUNDS = new ShadowBounds(SECOND / 10, 8 << 20);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final ScriptedHost host = new ScriptedHost();
  private final List<String> heard = new ArrayList<>();

  /** What a shadow allocates must be seen by others, or the compiler leaves it out. */
  volatile byte[] allocated = {};

  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  private ReclaimLoop loop(ShadowSeat seat, Runnable whatItDoes) {
    return new ReclaimLoop(
        host,
        new Decider(settings(new Greedy(() -> {}))),
        new LoopRules(
            settings(new Greedy(() -> {})),
            settings(new Greedy(whatItDoes)),
            new LoopSettings(SECOND, SECOND, 0),
            CustomerDirectory.ofOne("")),
        new Hearing(),
        seat,
        new LoopPulse());
  }

  private static DecisionSettings settings(ReclaimPolicy policy) {
    return DecisionSettings.forAll(
        new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
        new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
        Granularity.DEVICE,
        "greedy",
        policy);
  }

  @Test
  void shadowThatHangs_holdsUpNoTick_isSwitchedOffByItsBound_andIsKnownToGoOn() {
    ShadowSeat seat = new ShadowSeat(0);
    ReclaimLoop loop =
        loop(
            seat,
            () -> {
              while (mayGoOn.getCount() > 0) {
                Thread.onSpinWait();
              }
            });
    loop.tick();
    host.availableBytes = 150;
    for (int tick = 0; tick < 20; tick++) {
      loop.tick();
    }
    assertThat(host.begun).as("the active policy goes on").isNotEmpty();
    assertThat(seat.hasStuckThread()).isFalse();
    while (!heard.contains("failed: a tick of it took more than 100 ms of processor time")) {
      seat.judge(BOUNDS);
      loop.tick();
    }
    assertThat(seat.hasStuckThread()).isTrue();
    mayGoOn.countDown();
    while (seat.hasStuckThread()) {
      Thread.onSpinWait();
    }
  }

  /** The loop must not write what the shadow reads. */
  @Test
  void tickThatComesWhileItIsAtAnother_isNotHandedOver() {
    ShadowThread shadow =
        new ShadowThread(
            new ShadowRun(
                settings(
                    new Greedy(
                        () -> {
                          while (mayGoOn.getCount() > 0) {
                            Thread.onSpinWait();
                          }
                        }))));
    assertThat(shadow.settled()).as("before the first tick").isNull();
    HostSnapshot snapshot = new HostSnapshot();
    assertThat(shadow.hand(snapshot, new Plan(), false)).isTrue();
    assertThat(shadow.hand(snapshot, new Plan(), false)).isFalse();
    mayGoOn.countDown();
    while (shadow.settled() == null) {
      Thread.onSpinWait();
    }
    assertThat(shadow.hand(snapshot, new Plan(), false)).isTrue();
    shadow.end();
  }

  /** Devices come and go while it is busy too. */
  @Test
  void changes_areHandedOverWithTheNextTick_once() throws InterruptedException {
    List<DeviceKey> forgotten = new CopyOnWriteArrayList<>();
    ShadowThread shadow =
        new ShadowThread(
            new ShadowRun(
                settings(
                    new Greedy(() -> {}) {
                      @Override
                      public void forget(int slot, DeviceKey key) {
                        forgotten.add(key);
                      }
                    })));
    DeviceKey key = new DeviceKey("user_0/a", 1);
    HostSnapshot snapshot = new HostSnapshot();
    int slot = snapshot.devices().add(key, 0);
    shadow.changes().assign(slot, 0);
    tick(shadow, snapshot);
    snapshot.devices().remove(slot);
    shadow.changes().forget(slot, key);
    tick(shadow, snapshot);
    tick(shadow, snapshot);
    Thread thread = newestThread("shadow");
    shadow.end();
    thread.join();
    assertThat(forgotten).containsExactly(key);
  }

  private static void tick(ShadowThread shadow, HostSnapshot snapshot) {
    assertThat(shadow.hand(snapshot, new Plan(), false)).isTrue();
    while (shadow.settled() == null) {
      Thread.onSpinWait();
    }
  }

  /** Ticks that are each within the bound may use more than it together. */
  @Test
  void bound_isOfOneTick() {
    ShadowSeat seat = new ShadowSeat(ShadowSeat.SIMULATED_WAIT_NANOS);
    ReclaimLoop loop =
        loop(
            seat,
            () -> {
              allocated = new byte[1 << 20];
              seat.judge(new ShadowBounds(Long.MAX_VALUE, 8 << 20));
            });
    for (int tick = 0; tick < 40; tick++) {
      loop.tick();
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void shadowThatAllocates_isSwitchedOffByItsBound() {
    ShadowSeat seat = new ShadowSeat(0);
    ReclaimLoop loop =
        loop(
            seat,
            () -> {
              while (mayGoOn.getCount() > 0) {
                allocated = new byte[1 << 20];
              }
            });
    while (heard.stream().noneMatch(said -> said.contains("allocated more than 8 MiB"))) {
      loop.tick();
      seat.judge(new ShadowBounds(Long.MAX_VALUE, 8 << 20));
    }
    mayGoOn.countDown();
  }

  @Test
  void shadowThatThrowsAnError_isSwitchedOff() {
    ShadowSeat seat = new ShadowSeat(ShadowSeat.SIMULATED_WAIT_NANOS);
    ReclaimLoop loop =
        loop(
            seat,
            () -> {
              throw new AssertionError("no good");
            });
    while (heard.isEmpty()) {
      loop.tick();
    }
    assertThat(heard).containsExactly("failed: java.lang.AssertionError: no good");
  }

  /** The same as on the loop's own thread, tick by tick, where each tick waits for it. */
  @Test
  void soundShadow_scoresAsOnTheLoopsOwnThread() {
    ShadowSeat own = new ShadowSeat(ShadowSeat.SIMULATED_WAIT_NANOS);
    List<Long> threaded = scores(own);
    List<Long> inline = scores(new ShadowSeat());
    assertThat(threaded).isEqualTo(inline).contains(ScriptedHost.DEVICE_PAGES);
  }

  /** Each tick is handed to the shadow, which cuts in each too, and waited for. */
  @Test
  void steadyTicks_allocateNothing_neitherInTheLoopNorInTheShadowsThread() throws Exception {
    ScriptedHost steady = new ScriptedHost();
    steady.keepsNoLists();
    steady.availableBytes = 150;
    ReclaimLoop loop = greedyLoop(steady, new Hearing(), new ShadowSeat(Long.MAX_VALUE));
    loop.tick();
    long shadow = threadNamed("shadow");
    long leastOfLoop = Long.MAX_VALUE;
    long leastOfShadow = Long.MAX_VALUE;
    // What allocates in a tick does so in every span of ticks; the JVM's own falls into a few.
    for (int span = 0; span < 12; span++) {
      long loopBefore = THREADS.getCurrentThreadAllocatedBytes();
      long shadowBefore = THREADS.getThreadAllocatedBytes(shadow);
      for (int tick = 0; tick < 1_000; tick++) {
        steady.nowNanos += 20 * SECOND;
        steady.outcomeIsReady = true;
        loop.tick();
      }
      leastOfShadow =
          Math.min(leastOfShadow, THREADS.getThreadAllocatedBytes(shadow) - shadowBefore);
      leastOfLoop = Math.min(leastOfLoop, THREADS.getCurrentThreadAllocatedBytes() - loopBefore);
    }
    assertThat(leastOfLoop).as("bytes of the loop").isZero();
    assertThat(leastOfShadow).as("bytes of the shadow's thread").isZero();
    assertThat(steady.plans).isGreaterThan(5_000);
    assertThat(heard).isEmpty();
  }

  /** One whose policy and shadow cut all that they can. */
  private static ReclaimLoop greedyLoop(ScriptedHost host, LoopListener listener, ShadowSeat seat) {
    return new ReclaimLoop(
        host,
        new Decider(settings(new Greedy(() -> {}))),
        new LoopRules(
            settings(new Greedy(() -> {})),
            settings(new Greedy(() -> {})),
            new LoopSettings(SECOND, SECOND, 0),
            CustomerDirectory.ofOne("")),
        listener,
        seat,
        new LoopPulse());
  }

  private static long threadNamed(String name) {
    return newestThread(name).getId();
  }

  private static Thread newestThread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .max(Comparator.comparingLong(Thread::getId))
        .orElseThrow();
  }

  private List<Long> scores(ShadowSeat seat) {
    heard.clear();
    ScriptedHost another = new ScriptedHost();
    List<Long> scores = new ArrayList<>();
    ReclaimLoop loop =
        greedyLoop(
            another,
            new Hearing() {
              @Override
              public void shadowed(ShadowRun run) {
                scores.add(run.shadow().cutPages());
              }
            },
            seat);
    for (int tick = 0; tick < 10; tick++) {
      another.nowNanos += 20 * SECOND;
      another.availableBytes = tick < 3 ? 1000 : 150;
      another.deviceIsThere = tick != 6;
      loop.tick();
    }
    return scores;
  }

  /** Offers every device, after it did something. */
  private static class Greedy implements ReclaimPolicy {
    private final Runnable first;

    Greedy(Runnable first) {
      this.first = first;
    }

    @Override
    public void observe(HostSnapshot snapshot) {
      first.run();
    }

    @Override
    public long countPages(HostSnapshot snapshot) {
      return snapshot.devices().totalTailPages();
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      for (int i = 0; demand.pages() > 0 && i < snapshot.devices().size(); i++) {
        long unused = offers.offer(snapshot.devices().slotAt(i), 0);
      }
    }
  }

  private class Hearing implements LoopListener {
    @Override
    public void adopted(HostSnapshot snapshot, LoopRules rules) {}

    @Override
    public void deviceAdded(int slot, DeviceKey key) {}

    @Override
    public void deviceRemoved(int slot, DeviceKey key) {}

    @Override
    public void planned(long number, HostSnapshot snapshot, Plan plan) {}

    @Override
    public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {}

    @Override
    public void shadowFailed(long failures, String problem) {
      heard.add("failed: " + problem);
    }

    @Override
    public void ticked(HostSnapshot snapshot, Plan plan) {}

    @Override
    public void held(String message) {}
  }
}
