package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.ShadowReport;
import org.tcmureclaim.agent.report.ShadowScore;
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

  @Test
  void shadow_isScoredBesideTheActivePolicy_andChangesNothing() throws IOException {
    Run alone = run("lru", "shim", "act", 7);
    Run shadowed = run("lru", "shim", "act", 7, "shadow: {policy: {name: largest-tail}}");
    ShadowScore score = Objects.requireNonNull(shadowed.summary().shadow());
    assertThat(score.active().cutPages()).isPositive();
    assertThat(score.shadow().cutPages()).isPositive();
    assertThat(score.shadow()).isNotEqualTo(score.active());
    assertThat(shadowed.tally()).isEqualTo(alone.tally());
    assertThat(shadowed.reports())
        .filteredOn(ShadowReport.class::isInstance)
        .as("one with each decision")
        .hasSize((int) alone.summary().counters().decisions());
    assertThat(alone.summary().shadow()).isNull();
  }

  @Test
  void shadow_ofTheSamePolicy_hasTheSameScore() throws IOException {
    Run run = run("ladder", "shim", "act", 7, "shadow: {policy: {name: ladder}}");
    ShadowScore score = Objects.requireNonNull(run.summary().shadow());
    assertThat(score.shadow().heldPageMillis() / (double) score.active().heldPageMillis())
        .isBetween(0.95, 1.05);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "regret_limit: 0%, judged_after: 1MiB | too much of what it cut came back",
        "regret_limit: 100%, held_limit: 1us | a truncation that it chose took too long"
      })
  void canary_thatDoesBadly_losesItsDevicesByItself(String limits, String reason)
      throws IOException {
    Run run =
        run(
            "lru",
            "shim",
            "act",
            7,
            "customers: [{name: other, canary: {policy: {name: stock}, share: 50%, "
                + (limits + "}}]"));
    assertThat(notices(run))
        .hasSize(2)
        .startsWith("the canary of customer other has its devices")
        .last()
        .asString()
        .startsWith("the canary of customer other has lost its devices: " + reason);
  }

  @Test
  void canary_thatDoesWell_keepsItsDevices() throws IOException {
    Run run =
        run(
            "lru",
            "shim",
            "act",
            7,
            "customers: [{name: other, canary: {policy: {name: lru}, share: 50%,"
                + " regret_limit: 100%, held_limit: 10s}}]");
    assertThat(notices(run)).containsExactly("the canary of customer other has its devices");
  }

  private static List<String> notices(Run run) {
    return run.reports().stream()
        .filter(NoticeReport.class::isInstance)
        .map(report -> ((NoticeReport) report).message())
        .toList();
  }

  private Run run(String policy, String truncator, String mode, long seed) throws IOException {
    return run(policy, truncator, mode, seed, "");
  }

  private Run run(String policy, String truncator, String mode, long seed, String more)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            mode: %s
            policy: {name: %s}
            simulated: {seed: %d, truncator: %s, luns: 64, memory: 2GiB, speed: max}
            %s
            """
                .formatted(mode, policy, seed, truncator, more));
    AgentConfig config = AgentConfig.load(file);
    SimulatedHostSettings settings = SimulatedHosts.settings(config);
    try (var host = new SimulatedHost(settings)) {
      LoopRules rules = new Rules(host, settings.memory().totalBytes()).of(config);
      Decider decider = new Decider(rules.decisions());
      var reports = new ArrayList<Report>();
      var ledger = new Ledger(decider, rules.customers(), host::identity, tick -> {}, reports::add);
      var loop = new ReclaimLoop(host, decider, rules, ledger);
      ledger.open(loop.begin());
      loop.run(RUN_NANOS);
      return new Run(settings, reports, ledger.close(null), host.tally());
    }
  }

  private record Run(
      SimulatedHostSettings settings, List<Report> reports, Summary summary, Tally tally) {}
}
