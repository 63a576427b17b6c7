package org.tcmureclaim.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.snapshot.HostFixture;

class RegretMeterTest {
  private final HostFixture host = new HostFixture();
  private final RegretMeter meter = new RegretMeter();
  private final RegretTally tally = new RegretTally();
  private int slot;

  @BeforeEach
  void cutADevice() {
    slot = host.device("user_0/gold-01", 1000);
    meter.cut(host.snapshot(), slot, 900, host.nowNanos(), tally);
    host.holds(slot, 100, 100);
    meter.observe(host.snapshot());
  }

  @Test
  void growth_afterACut_countsAsComeBack_onceAndAtMostWhatWasCut() {
    grow(SECOND_NANOS, 300);
    assertThat(meter.totalCameBackPages()).isEqualTo(200);
    grow(SECOND_NANOS, 250);
    grow(SECOND_NANOS, 300);
    assertThat(meter.totalCameBackPages()).isEqualTo(200);
    grow(SECOND_NANOS, 5000);
    assertThat(meter.totalCameBackPages()).isEqualTo(900);
  }

  @Test
  void growth_afterTheWindow_doesNotCount() {
    grow(RegretMeter.WINDOW_NANOS, 101);
    assertThat(meter.totalCameBackPages()).isEqualTo(1);
    grow(1, 1000);
    assertThat(meter.totalCameBackPages()).isEqualTo(1);
  }

  @Test
  void sampleFromBeforeTheCut_doesNotCount() {
    meter.cut(host.snapshot(), slot, 100, host.nowNanos() + SECOND_NANOS, tally);
    host.holds(slot, 1000, 1000);
    meter.observe(host.snapshot());
    grow(SECOND_NANOS, 400);
    grow(SECOND_NANOS, 450);
    assertThat(meter.totalCameBackPages()).isEqualTo(50);
  }

  @Test
  void secondCut_startsAnew_andKeepsTheTotal() {
    grow(SECOND_NANOS, 300);
    meter.cut(host.snapshot(), slot, 200, host.nowNanos(), tally);
    grow(SECOND_NANOS, 100);
    grow(SECOND_NANOS, 150);
    assertThat(meter.totalCameBackPages()).isEqualTo(250);
  }

  @Test
  void deviceThatTookTheSlot_isNotChargedForTheOneBefore() {
    meter.forget(slot);
    grow(SECOND_NANOS, 1000);
    assertThat(meter.totalCameBackPages()).isZero();
  }

  private void grow(long nanos, long residentPages) {
    host.pass(nanos).holds(slot, residentPages, residentPages);
    meter.observe(host.snapshot());
  }

  @Test
  void regret_isTheShareThatCameBack_andFadesInTenMinutes() {
    grow(SECOND_NANOS, 550);
    assertThat(tally.share()).isEqualTo(0.5);
    assertThat(meter.share(slot, host.nowNanos() - SECOND_NANOS)).isEqualTo(0.5);
    host.pass(299 * SECOND_NANOS);
    assertThat(meter.share(slot, host.nowNanos())).isEqualTo(0.25);
    host.pass(300 * SECOND_NANOS);
    assertThat(meter.share(slot, host.nowNanos())).isZero();
    host.pass(300 * SECOND_NANOS);
    assertThat(meter.share(slot, host.nowNanos())).isZero();
  }

  @Test
  void regret_ofCutAfterCut_addsUp_toOneAtMost() {
    grow(SECOND_NANOS, 1000);
    assertThat(meter.share(slot, host.nowNanos())).isGreaterThan(0.99);
    meter.cut(host.snapshot(), slot, 900, host.nowNanos(), tally);
    host.holds(slot, 100, 100);
    meter.observe(host.snapshot());
    assertThat(meter.share(slot, host.nowNanos())).as("what was left of it").isGreaterThan(0.99);
    grow(SECOND_NANOS, 1000);
    assertThat(meter.share(slot, host.nowNanos())).isLessThanOrEqualTo(1);
    assertThat(tally.cutPages()).isEqualTo(1800);
    assertThat(tally.cameBackPages()).isEqualTo(1800);
    meter.forget(slot);
    assertThat(meter.share(slot, host.nowNanos())).isZero();
  }
}
