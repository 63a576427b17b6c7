package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.simulation.dataarea.GlobalPages;
import org.tcmureclaim.simulation.memory.Stalls;

final class TallyMeterTest {
  private final Stalls stalls = new Stalls(16_000);
  private final Luns noLuns =
      new Luns(TestHosts.small().withCustomers(List.of()), new GlobalPages(1), 0);
  private final TallyMeter meter = new TallyMeter(noLuns, stalls);

  @Test
  void peakAndMean_areThoseOfTheStepsSinceTheBeginning() {
    meter.begin(10);
    meter.pass(5, 20);
    meter.pass(5, 90);
    meter.pass(5, 40);
    assertThat(meter.tally().peakPages()).isEqualTo(90);
    assertThat(meter.tally().meanPages()).isEqualTo(50);
    assertThat(meter.tally().durationNanos()).isEqualTo(15);
  }

  @Test
  void begin_forgetsWhatWasBefore() {
    stalls.pass(1_000_000, 0);
    meter.pass(5, 90);
    meter.begin(10);
    assertThat(meter.tally()).isEqualTo(new Tally(0, 0, 0, 0, 0, 0, 0, 0, 10, 10));
  }
}
