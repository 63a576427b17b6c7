package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.simulation.TestHosts.SECOND;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.decision.Plans;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.snapshot.HostSnapshot;

final class StockKernelRunTest {
  private static final SimulatedHostSettings DEFAULTS =
      SimulatedHostSettings.defaults().withSpeed(Speed.unbounded());

  @Test
  void stockRun_isTheSameEachTime_andTheSameAsAHostLeftAlone() {
    var settings = TestHosts.small().withChurnPerMinute(30);
    Tally tally = StockKernelRun.of(settings, 30 * SECOND);
    assertThat(StockKernelRun.of(settings, 30 * SECOND)).isEqualTo(tally);
    try (var host = new SimulatedHost(settings)) {
      TestHosts.pass(host, 30 * SECOND);
      assertThat(host.tally()).isEqualTo(tally);
    }
    assertThat(tally.durationNanos()).isEqualTo(30 * SECOND);
  }

  /** Thousands of LUNs take minutes to warm up, and an agent that ends does not wait for that. */
  @Test
  void stockRun_givenUpInItsWarmUp_endsThere() {
    var asked = new AtomicInteger();
    assertThat(
            StockKernelRun.of(TestHosts.small(), 30 * SECOND, () -> asked.incrementAndGet() > 100))
        .isEmpty();
    assertThat(asked).hasValueLessThan(110);
  }

  @Test
  void stockRun_belowTheGlobalLimit_freesNothing() {
    Tally tally = StockKernelRun.of(TestHosts.small(), 30 * SECOND);
    assertThat(tally.freedPages()).isZero();
    assertThat(tally.reallocatedPages()).isZero();
    assertThat(tally.peakPages()).isGreaterThanOrEqualTo(tally.meanPages());
  }

  @Test
  void stockRun_aboveTheGlobalLimit_truncatesEverybody_andPagesComeBack() {
    var settings = TestHosts.small().withDataAreas(new DataAreaSettings(4096, 1, 3000));
    Tally tally = StockKernelRun.of(settings, 60 * SECOND);
    assertThat(tally.freedPages()).isGreaterThan(3000);
    assertThat(tally.reallocatedPages()).isBetween(1000L, tally.freedPages() + 4096);
  }

  @Test
  void defaultHost_thatIsCutWhenItsMemoryRunsShort_spendsLessTimeUnderPressure() {
    Tally stock = StockKernelRun.of(DEFAULTS, 60 * SECOND);
    try (var host = new SimulatedHost(DEFAULTS)) {
      cutBelow(host, 800L << 20, 60 * SECOND);
      assertThat(host.tally().durationNanos()).isEqualTo(stock.durationNanos());
      assertThat(host.tally().pressureNanos()).isLessThan(stock.pressureNanos() / 4);
      assertThat(host.tally().firstAllocatedPages()).isEqualTo(stock.firstAllocatedPages());
    }
  }

  /** Cuts all tails whenever less is available. */
  private static void cutBelow(SimulatedHost host, long availableBytes, long durationNanos) {
    var snapshot = new HostSnapshot();
    long endNanos = host.nanoTime() + durationNanos;
    while (host.nanoTime() - endNanos < 0) {
      host.awaitEvent(Math.min(endNanos, host.nanoTime() + SECOND / 10));
      host.sample(snapshot, TestHosts.DEAF);
      if (snapshot.memory().availableBytes() < availableBytes) {
        host.truncator().begin(Plans.cuttingAll(snapshot.devices(), 0));
      }
    }
  }
}
