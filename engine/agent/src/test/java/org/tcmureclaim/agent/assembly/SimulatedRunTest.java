package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.simulation.SimulatedHost;
import org.tcmureclaim.simulation.SimulatedHostSettings;
import org.tcmureclaim.simulation.StockKernelRun;
import org.tcmureclaim.simulation.Tally;

/** The whole agent but its display, on the simulated host, as fast as it goes. */
class SimulatedRunTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long RUN_NANOS = 90 * SECOND;

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({"lru, shim", "watermark, shim", "lru, stock"})
  void agent_spendsLessTimeUnderPressure_thanTheStockKernel(String policy, String truncator)
      throws IOException {
    Run run = run(policy, truncator, "act", 7);
    Tally stock = StockKernelRun.of(run.settings(), RUN_NANOS);
    assertThat(run.summary().counters().pagesFreed()).isPositive();
    assertThat(run.tally().someMicros()).isLessThan(stock.someMicros());
  }

  @Test
  void sameSeed_givesTheSameReports() throws IOException {
    assertThat(run("lru", "shim", "act", 3).reports())
        .isEqualTo(run("lru", "shim", "act", 3).reports());
  }

  @Test
  void observingAgent_decidesAndChangesNothing() throws IOException {
    Run run = run("lru", "shim", "observe", 7);
    Tally stock = StockKernelRun.of(run.settings(), RUN_NANOS);
    assertThat(run.summary().counters().decisions()).isPositive();
    assertThat(run.summary().counters().pagesFreed()).isZero();
    assertThat(run.tally()).isEqualTo(stock);
  }

  private Run run(String policy, String truncator, String mode, long seed) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            mode: %s
            policy: {name: %s}
            simulated: {seed: %d, truncator: %s, luns: 64, memory: 2GiB, speed: max}
            """
                .formatted(mode, policy, seed, truncator));
    AgentConfig config = AgentConfig.load(file);
    SimulatedHostSettings settings = SimulatedHosts.settings(config);
    try (var host = new SimulatedHost(settings)) {
      LoopRules rules = new Rules(host, settings.memory().totalBytes()).of(config);
      Decider decider = new Decider(rules.decisions());
      var reports = new ArrayList<Report>();
      var ledger = new Ledger(decider, rules.customers(), reports::add);
      var loop = new ReclaimLoop(host, decider, rules.pace(), rules.customers(), ledger);
      ledger.open(loop.begin());
      loop.run(RUN_NANOS);
      return new Run(settings, reports, ledger.close(null), host.tally());
    }
  }

  private record Run(
      SimulatedHostSettings settings, List<Report> reports, Summary summary, Tally tally) {}
}
