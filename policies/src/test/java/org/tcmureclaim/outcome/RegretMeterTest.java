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
}
