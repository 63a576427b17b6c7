package org.tcmureclaim.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.outcome.RegretMeter;
import org.tcmureclaim.outcome.RegretTally;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostFixture;

class CanaryTest {
  private static final int DEVICES = 10_000;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.1, 0.5, 1})
  void share_isThatOfTheDevices(double share) {
    long taken = paths().filter(i -> canary(share).takes(device(i))).count();
    assertThat(taken / (double) DEVICES).isBetween(share * 0.8, share * 1.2);
  }

  @Test
  void largerShare_hasTheDevicesOfTheSmallerOne() {
    assertThat(paths().filter(i -> canary(0.1).takes(device(i))))
        .isNotEmpty()
        .allMatch(i -> canary(0.2).takes(device(i)));
  }

  @Test
  void deviceCreatedAgain_staysWhereItWas() {
    assertThat(paths())
        .allMatch(
            i ->
                canary(0.5).takes(device(i))
                    == canary(0.5).takes(new DeviceKey("user_0/lun" + i, 2)));
  }

  @Test
  void slowCut_takesTheDevicesBack_once() {
    Canary canary = canary(1);
    assertThat(canary.cutTook(1000)).isFalse();
    assertThat(canary.takes(device(1))).isTrue();
    assertThat(canary.cutTook(1001)).isTrue();
    assertThat(canary.state()).isEqualTo(CanaryState.TOO_SLOW);
    assertThat(canary.takes(device(1))).isFalse();
    assertThat(canary.cutTook(1001)).isFalse();
  }

  @Test
  void regret_isJudgedOnceEnoughWasCut() {
    Canary canary = canary(1);
    assertThat(canary.judge(tally(499, 499))).isFalse();
    assertThat(canary.judge(tally(500, 100))).as("at the limit").isFalse();
    assertThat(canary.judge(tally(500, 101))).isTrue();
    assertThat(canary.state()).isEqualTo(CanaryState.TOO_MUCH_CAME_BACK);
    assertThat(canary.judge(tally(500, 0))).isFalse();
    assertThat(canary.state())
        .as("until somebody starts another trial")
        .isEqualTo(CanaryState.TOO_MUCH_CAME_BACK);
  }

  /** A tally as the meter writes it: so many pages cut from one device, and so many back. */
  private static RegretTally tally(long cutPages, long backPages) {
    var host = new HostFixture();
    var meter = new RegretMeter();
    var tally = new RegretTally();
    int slot = host.device("user_0/a", cutPages);
    meter.cut(host.snapshot(), slot, cutPages, host.nowNanos(), tally);
    host.holds(slot, 0, 0);
    meter.observe(host.snapshot());
    host.pass(1).holds(slot, backPages, backPages);
    meter.observe(host.snapshot());
    return tally;
  }

  private static Canary canary(double share) {
    return new Canary(new CanarySettings(share, 0.2, 1000, 500));
  }

  private static IntStream paths() {
    return IntStream.range(0, DEVICES);
  }

  private static DeviceKey device(int i) {
    return new DeviceKey("user_0/lun" + i, 1);
  }
}
