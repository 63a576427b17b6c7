package org.tcmureclaim.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tcmureclaim.snapshot.HostFixture.MIB;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.snapshot.HostFixture;

class DemandControllerTest {
  private static final long RECLAIMABLE_PAGES = 100_000;
  private static final DemandSettings SETTINGS =
      new DemandSettings(
          100 * MIB, 200 * MIB, 400 * MIB, 4096 * MIB, 0.01, 0.5, 0.1, 0.25, 5 * SECOND_NANOS);

  private final HostFixture host = new HostFixture();
  private final DemandController controller = new DemandController(SETTINGS);
  private final Demand demand = new Demand();

  @ParameterizedTest(name = "{0} bytes available -> {1} {2}")
  @CsvSource({
    "104857599, EMERGENCY, MEMORY_MIN",
    "104857600, URGENT, MEMORY_LOW",
    "209715199, URGENT, MEMORY_LOW",
    "209715200, NONE, NONE"
  })
  void watermark_atBothSides_setsUrgency(long availableBytes, Urgency urgency, Trigger trigger) {
    host.availableBytes(availableBytes);
    update();
    assertThat(demand.urgency()).isEqualTo(urgency);
    assertThat(demand.trigger()).isEqualTo(trigger);
  }

  @Test
  void onceBelowLow_worksUpToHigh() {
    host.availableBytes(199 * MIB);
    update();
    assertThat(demand.pages()).isEqualTo(201 * 256);
    host.availableBytes(399 * MIB);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.GENTLE);
    assertThat(demand.trigger()).isEqualTo(Trigger.MEMORY_HIGH);
    assertThat(demand.pages()).isEqualTo(256);
    host.availableBytes(400 * MIB);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
    host.availableBytes(399 * MIB);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
  }

  @Test
  void someEvent_asksForItsShare_once() {
    stallFor(SECOND_NANOS).someEvent();
    update();
    assertThat(demand.trigger()).isEqualTo(Trigger.PSI_SOME);
    assertThat(demand.urgency()).isEqualTo(Urgency.URGENT);
    assertThat(demand.pages()).isEqualTo(10_000);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
  }

  @Test
  void fullEvent_isAnEmergency() {
    stallFor(SECOND_NANOS).fullEvent().someEvent();
    update();
    assertThat(demand.trigger()).isEqualTo(Trigger.PSI_FULL);
    assertThat(demand.urgency()).isEqualTo(Urgency.EMERGENCY);
    assertThat(demand.pages()).isEqualTo(25_000);
  }

  @Test
  void event_whoseStallsAreOver_isDropped() {
    host.availableBytes(1000 * MIB);
    update();
    host.pass(SECOND_NANOS / 10).someEvent();
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
    stallFor(SECOND_NANOS / 2);
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
  }

  @Test
  void event_rightAfterATick_waitsUntilItsStallsCanBeJudged() {
    host.availableBytes(1000 * MIB);
    update();
    host.pass(SECOND_NANOS / 10 - 1).someEvent();
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
    host.pass(1).pressure(60_000);
    update();
    assertThat(demand.trigger()).isEqualTo(Trigger.PSI_SOME);
  }

  @Test
  void event_withPlentyAvailable_isSomebodyElses() {
    stallFor(SECOND_NANOS).availableBytes(4096 * MIB).someEvent().fullEvent();
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
    host.availableBytes(1000 * MIB);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
  }

  @Test
  void event_withNothingReclaimable_asksForNothing() {
    stallFor(SECOND_NANOS).someEvent();
    controller.update(host.snapshot(), 0, demand);
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
  }

  @Test
  void event_inAnEmergency_leavesItAnEmergency() {
    stallFor(SECOND_NANOS).someEvent().availableBytes(99 * MIB);
    update();
    assertThat(demand.trigger()).isEqualTo(Trigger.MEMORY_MIN);
    assertThat(demand.pages()).isEqualTo(301 * 256);
  }

  @Test
  void stalls_aboveTheGoal_pushHarderEachSecond_andOnceASecond() {
    host.availableBytes(1000 * MIB);
    update();
    host.pass(SECOND_NANOS).pressure(210_000);
    update();
    assertThat(demand.trigger()).isEqualTo(Trigger.PSI_RISING);
    assertThat(demand.urgency()).isEqualTo(Urgency.GENTLE);
    assertThat(demand.pages()).isEqualTo(10_000);
    host.pass(SECOND_NANOS / 2).pressure(210_000);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
    host.pass(SECOND_NANOS / 2);
    update();
    assertThat(demand.pages()).isEqualTo(20_000);
  }

  @Test
  void stalls_thatAreOver_pushNothing_andAreForgottenByAFifthASecond() {
    host.availableBytes(1000 * MIB);
    update();
    host.pass(SECOND_NANOS).pressure(210_000);
    update();
    host.pass(SECOND_NANOS);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
    host.pass(SECOND_NANOS).pressure(210_000);
    update();
    assertThat(demand.pages()).isEqualTo(18_000);
  }

  @Test
  void stalls_atTheGoal_pushNothing() {
    host.availableBytes(1000 * MIB);
    update();
    host.pass(SECOND_NANOS).pressure(10_000);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
  }

  @Test
  void memory_whoseFiguresAreStale_asksForNothing() {
    host.availableBytes(1 * MIB);
    host.snapshot().takenAt(host.nowNanos() + 5 * SECOND_NANOS);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.EMERGENCY);
    host.snapshot().takenAt(host.nowNanos() + 5 * SECOND_NANOS + 1);
    update();
    assertThat(demand.urgency()).isEqualTo(Urgency.NONE);
  }

  @Test
  void settings_withWatermarksOutOfOrder_areRefused() {
    assertThatThrownBy(() -> new DemandSettings(2, 2, 3, 4, 0, 0, 0, 0, 0))
        .hasMessage("watermarks out of order: min 2 low 2 high 3");
    assertThatThrownBy(() -> new DemandSettings(1, 3, 3, 4, 0, 0, 0, 0, 0))
        .hasMessage("watermarks out of order: min 1 low 3 high 3");
  }

  /** A host that is not short of memory, but where tasks wait for it a twentieth of the time. */
  private HostFixture stallFor(long nanos) {
    host.availableBytes(1000 * MIB);
    update();
    return host.pass(nanos / 2).pressure(nanos / 20_000);
  }

  private void update() {
    controller.update(host.snapshot(), RECLAIMABLE_PAGES, demand);
  }
}
