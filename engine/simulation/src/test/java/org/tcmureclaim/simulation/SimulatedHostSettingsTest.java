package org.tcmureclaim.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.simulation.workload.HabitKind;
import org.tcmureclaim.simulation.workload.SimulatedCustomer;

final class SimulatedHostSettingsTest {

  @ParameterizedTest(name = "{0} LUNs")
  @ValueSource(ints = {4, 7, 16, 256, 1000})
  void ofLuns_hasThatMany_andMemoryInProportion(int luns) {
    var settings = SimulatedHostSettings.ofLuns(luns);
    assertThat(settings.workload().luns()).isEqualTo(luns);
    assertThat(settings.memory().totalBytes()).isEqualTo((8L << 30) * luns / 256);
  }

  @ParameterizedTest(name = "{0} LUNs")
  @ValueSource(ints = {16, 64})
  void fewerLuns_getShortOfMemoryToo(int luns) {
    var tally = StockKernelRun.of(SimulatedHostSettings.ofLuns(luns), 60 * TestHosts.SECOND);
    assertThat(tally.pressureNanos()).isBetween(10 * TestHosts.SECOND, 45 * TestHosts.SECOND);
  }

  @Test
  void ofLuns_withTooFew_isRefused() {
    assertThatThrownBy(() -> SimulatedHostSettings.ofLuns(3))
        .hasMessage("the default customers have 4 LUNs or more, not 3");
  }

  @Test
  void customers_ofTheSameName_areRefused() {
    var acme = new SimulatedCustomer("acme", 1, HabitKind.STEADY);
    assertThatThrownBy(() -> SimulatedHostSettings.defaults().withCustomers(List.of(acme, acme)))
        .hasMessageStartingWith("two customers have the same name: ");
  }

  @ParameterizedTest(name = "{0} pages in blocks of {1}, {2} in all: {3}")
  @CsvSource({
    "0, 1, 1, areaPages must be positive",
    "8, 0, 1, pagesPerBlock must be from 1 to 8 (areaPages)",
    "8, 9, 1, pagesPerBlock must be from 1 to 8 (areaPages)",
    "8, 8, 0, globalLimitPages must be positive"
  })
  void dataAreas_thatCannotBe_areRefused(int area, int block, long global, String problem) {
    assertThatThrownBy(() -> new DataAreaSettings(area, block, global))
        .hasMessageContaining(problem);
  }

  @ParameterizedTest(name = "{0} a minute")
  @ValueSource(doubles = {-0.1, 6001, Double.NaN})
  void churn_outOfRange_isRefused(double perMinute) {
    assertThatThrownBy(() -> SimulatedHostSettings.defaults().withChurnPerMinute(perMinute))
        .hasMessageStartingWith("churnPerMinute must be from 0 to 6000");
  }
}
