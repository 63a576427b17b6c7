package org.tcmureclaim.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.DurationKind;
import org.tcmureclaim.image.Durations;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** What leaving a tick costs the thread that decides, and that all of it arrives. */
class LedgerTickTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final int DEVICES = 200;

  private final TickFixture ticks = new TickFixture();
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Decider decider = ticks.decider;

  @BeforeEach
  void devices() {
    snapshot.takenAt(SECOND);
    snapshot.memory().update(1 << 30, 1 << 29, 0, 0, SECOND);
    for (int i = 0; i < DEVICES; i++) {
      DeviceKey key = new DeviceKey("user_0/lun" + i, 1);
      int slot = snapshot.devices().add(key, 0);
      snapshot.devices().updateUsage(slot, 100L + i, 50, SECOND);
      snapshot.devices().ladders().size(slot, 32);
      ticks.ledger.deviceAdded(slot, key);
    }
  }

  @AfterEach
  void close() {
    ticks.close();
  }

  /** The least of several spans: the first make room for the devices, and warm up. */
  @Test
  void tick_allocatesNothing() {
    Plan plan = decider.decide(snapshot);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long leastBytes = Long.MAX_VALUE;
    for (int span = 0; span < 12; span++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int tick = 0; tick < 500; tick++) {
        ticks.ledger.ticking();
        ticks.ledger.ticked(snapshot, plan);
      }
      leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(leastBytes).isZero();
  }

  private static Plan plan(Trigger trigger) {
    Plan plan = new Plan();
    plan.demand().want(Urgency.URGENT, trigger, 10);
    return plan;
  }

  private static Outcomes freed(long pages) {
    Outcomes outcomes = new Outcomes();
    outcomes.begin(SECOND + 3 * MILLI);
    outcomes.add(new DeviceKey("user_0/a", 1), CutResult.FREED, pages);
    outcomes.end(CutResult.FREED, "", SECOND + 10 * MILLI);
    return outcomes;
  }

  private void react(Trigger trigger, long freedPages) {
    ticks.ledger.planned(1, snapshot, plan(trigger));
    ticks.ledger.settled(1, snapshot, freed(freedPages));
  }

  @Test
  void eventThatFreedPages_isMeasuredInItsStages() {
    react(Trigger.PSI_SOME, 10);
    react(Trigger.MEMORY_LOW, 10);
    react(Trigger.PSI_FULL, 0);
    ticks.ledger.ticked(snapshot, decider.decide(snapshot));
    Durations durations = ticks.newest.image().durations();
    assertThat(durations.count(DurationKind.REACTION_WHOLE)).isEqualTo(1);
    assertThat(durations.sumNanos(DurationKind.REACTION_DECIDE)).isEqualTo(3 * MILLI);
    assertThat(durations.sumNanos(DurationKind.REACTION_TRUNCATE)).isEqualTo(7 * MILLI);
    assertThat(durations.sumNanos(DurationKind.REACTION_WHOLE)).isEqualTo(10 * MILLI);
  }

  /** An event wakes the loop for one plan; the next one has a reason of its own. */
  @Test
  void settledPlan_isMeasuredOnce() {
    react(Trigger.PSI_SOME, 10);
    ticks.ledger.settled(2, snapshot, freed(10));
    ticks.ledger.ticked(snapshot, decider.decide(snapshot));
    assertThat(ticks.newest.image().durations().count(DurationKind.REACTION_WHOLE)).isEqualTo(1);
  }

  @Test
  void tick_isMeasuredToItsEnd_andShownWithTheNext() {
    Plan plan = decider.decide(snapshot);
    ticks.nanoTime = 100 * MILLI;
    ticks.ledger.ticking();
    ticks.nanoTime = 102 * MILLI;
    ticks.ledger.ticked(snapshot, plan);
    TickImage first = ticks.newest.image();
    assertThat(first.of(HostFigure.TICK_BEGUN_AT_MONOTONIC_NANOS)).isEqualTo(100 * MILLI);
    assertThat(first.durations().count(DurationKind.TICK)).isZero();
    ticks.nanoTime = 200 * MILLI;
    ticks.ledger.ticking();
    ticks.ledger.ticked(snapshot, plan);
    TickImage second = ticks.newest.image();
    assertThat(second.ageNanos(201 * MILLI)).isEqualTo(MILLI);
    assertThat(second.durations().count(DurationKind.TICK)).isEqualTo(1);
    assertThat(second.durations().sumNanos(DurationKind.TICK)).isEqualTo(2 * MILLI);
    assertThat(first.durations().count(DurationKind.TICK)).as("stays as it was").isZero();
  }

  @Test
  void image_staysAsItWas_whileTheHostGoesOn() {
    ticks.ledger.ticked(snapshot, decider.decide(snapshot));
    TickImage before = ticks.newest.image();
    int slot = snapshot.devices().slotOf(new DeviceKey("user_0/lun0", 1));
    snapshot.devices().updateUsage(slot, 7, 7, 2 * SECOND);
    ticks.ledger.ticked(snapshot, decider.decide(snapshot));
    assertThat(before.of(DeviceFigure.RESIDENT_PAGES, 0)).isEqualTo(100);
    assertThat(ticks.newest.image().of(DeviceFigure.RESIDENT_PAGES, 0)).isEqualTo(7);
    assertThat(ticks.newest.image()).isSameAs(ticks.newest.image());
  }

  /** Its thread may be at a later tick already, of which the loop was not told. */
  @Test
  void shadow_isShownAsOfTheTickThatWasTold() {
    Plan plan = decider.decide(snapshot);
    ShadowRun run = new ShadowRun(TickFixture.settings());
    shadowTicks(run, plan, 2 * SECOND);
    ticks.ledger.shadowed(run);
    ticks.ledger.ticked(snapshot, plan);
    long toldMillis = run.active().heldPageMillis();
    shadowTicks(run, plan, 3 * SECOND);
    ticks.ledger.ticked(snapshot, plan);
    TickImage image = ticks.newest.image();
    assertThat(image.of(HostFigure.HAS_SHADOW)).isEqualTo(1);
    assertThat(image.of(HostFigure.ACTIVE_HELD_PAGE_MILLIS)).isEqualTo(toldMillis);
    assertThat(run.active().heldPageMillis()).isGreaterThan(toldMillis);
    ticks.ledger.shadowFailed(1, "a test");
    ticks.ledger.ticked(snapshot, plan);
    assertThat(ticks.newest.image().of(HostFigure.HAS_SHADOW)).isZero();
    assertThat(ticks.newest.image().of(HostFigure.ACTIVE_HELD_PAGE_MILLIS)).isZero();
  }

  private void shadowTicks(ShadowRun run, Plan plan, long atNanos) {
    snapshot.takenAt(atNanos);
    Plan unused = run.tick(snapshot, plan, true);
  }

  @Test
  void firstLook_isShownBeforeAnythingIsDecided() {
    ticks.ledger.open(snapshot);
    TickImage image = ticks.newest.image();
    assertThat(image.size()).isEqualTo(DEVICES);
    assertThat(image.verdict(0)).isEqualTo(Verdict.NOT_CONSIDERED);
    assertThat(image.rule(0)).isEmpty();
    assertThat(image.of(HostFigure.TOTAL_BYTES)).isEqualTo(1 << 30);
    assertThat(image.of(DeviceFigure.RUNGS, 0)).isEqualTo(32);
  }

  @Test
  void beforeTheFirstLook_thereAreNoDevices() {
    assertThat(ticks.newest.image().size()).isZero();
    assertThat(ticks.newest.image().of(HostFigure.TICK)).isZero();
  }

  /** Room for 256 devices is made in the beginning; the next look makes more. */
  @Test
  void moreDevicesThanThereIsRoomFor_areShownAfterTheNextLook() {
    ticks.ledger.ticked(snapshot, decider.decide(snapshot));
    for (int i = DEVICES; i < 600; i++) {
      DeviceKey key = new DeviceKey("user_0/lun" + i, 1);
      ticks.ledger.deviceAdded(snapshot.devices().add(key, 0), key);
    }
    ticks.ledger.ticked(snapshot, decider.decide(snapshot));
    assertThat(ticks.newest.image().size()).isLessThan(600);
    ticks.look();
    ticks.ledger.ticked(snapshot, decider.decide(snapshot));
    TickImage image = ticks.newest.image();
    assertThat(image.size()).isEqualTo(600);
    assertThat(image.paths()).contains("user_0/lun0", "user_0/lun599");
    assertThat(image.customer(599)).isEqualTo("other");
  }
}
