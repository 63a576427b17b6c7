package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.manual.ExitCode;

/** The agent as the command line runs it, on the simulated host. */
class ReclaimAgentTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;
  private final List<Report> told = new ArrayList<>();

  @Test
  void run_tellsDevicesAndStartFirst_thenDecisions_andTheSummaryLast() throws IOException {
    assertThat(run("luns: 32", new StopSignal(), OptionalLong.of(60 * SECOND)))
        .isEqualTo(ExitCode.FINE);
    assertThat(told.subList(0, 32))
        .allSatisfy(report -> assertThat(report).isInstanceOf(DeviceChange.class));
    assertThat(told.get(32))
        .isEqualTo(
            new AgentStarted(
                "simulated", "act", "shim", "the simulated kernel has the shim", "lru", 32, 0));
    assertThat(told).hasAtLeastOneElementOfType(DecisionReport.class);
    assertThat(told.get(told.size() - 1)).isInstanceOf(Summary.class);
  }

  @Test
  void summary_comparesWithTheStockKernelOverTheSameTime() throws IOException {
    run("luns: 32", new StopSignal(), OptionalLong.of(60 * SECOND));
    Summary summary = (Summary) told.get(told.size() - 1);
    assertThat(summary.durationSeconds()).isEqualTo(60);
    Summary.Comparison stock = Objects.requireNonNull(summary.stock());
    assertThat(summary.pressureSeconds()).isLessThan(stock.pressureSeconds());
  }

  @Test
  void run_thatIsAskedToStop_endsWithASummary() throws IOException {
    var stop = new StopSignal();
    stop.request();
    assertThat(run("luns: 8", stop, OptionalLong.empty())).isEqualTo(ExitCode.FINE);
    assertThat(told.get(told.size() - 1)).isInstanceOf(Summary.class);
  }

  @Test
  void observing_isToldAsSuch_andFreesNothing() throws IOException {
    Path file = write("mode: observe", "luns: 32");
    new ReclaimAgent()
        .run(
            LoadedConfig.load(file),
            new RunOptions(HostKind.SIMULATED, OptionalLong.of(60 * SECOND), new StopSignal()),
            this::hear);
    assertThat(told.get(32))
        .isInstanceOfSatisfying(
            AgentStarted.class, started -> assertThat(started.truncator()).isEqualTo("observe"));
    Summary summary = (Summary) told.get(told.size() - 1);
    assertThat(summary.counters().decisions()).isPositive();
    assertThat(summary.counters().pagesFreed()).isZero();
  }

  @Test
  void start_warnsOfWhatHasNoEffect_andOfPatternsThatMeantAnotherTextBefore() throws IOException {
    var stop = new StopSignal();
    stop.request();
    String customers =
        "customers: [{name: a, match: acme}, {name: b, match: [{dev_config: \"rbd/[x]\"}]}]\n";
    run("luns: 8}\nguard: {smallest_release: 9GiB}\n" + customers + "memory: {", stop);
    List<String> warnings =
        told.stream()
            .filter(NoticeReport.class::isInstance)
            .map(report -> ((NoticeReport) report).message())
            .toList();
    assertThat(warnings)
        .anyMatch(text -> text.startsWith("without effect: ") && text.contains("customers.a.match"))
        .anyMatch(text -> text.contains("guard.smallest_release: 9GiB is more than the memory"))
        .anyMatch(text -> text.contains("earlier versions took it for the beginning of one"));
  }

  @Test
  void start_onAHostWithoutHeat_saysWhatEachPolicyDoesWithLess() throws IOException {
    var stop = new StopSignal();
    stop.request();
    run("luns: 8}\npolicy: [{name: ladder}, {name: largest-tail}]\nmemory: {", stop);
    assertThat(withoutHeat()).as("with heat there is nothing to say").isEmpty();
    run(
        "luns: 8, truncator: stock}\npolicy: [{name: ladder}, {name: largest-tail}]\nmemory: {",
        stop);
    assertThat(withoutHeat())
        .satisfiesExactly(
            text -> assertThat(text).contains("policy ladder: it sees a page needed when"),
            text -> assertThat(text).contains("policy largest-tail: as ever"));
  }

  private List<String> withoutHeat() {
    return told.stream()
        .filter(NoticeReport.class::isInstance)
        .map(report -> ((NoticeReport) report).message())
        .filter(text -> text.startsWith("neither peaks nor heat are told on this host; "))
        .toList();
  }

  private void run(String simulated, StopSignal stop) throws IOException {
    assertThat(run(simulated, stop, OptionalLong.empty())).isEqualTo(ExitCode.FINE);
  }

  private ExitCode run(String simulated, StopSignal stop, OptionalLong forNanos)
      throws IOException {
    LoadedConfig config = LoadedConfig.load(write("mode: act", simulated));
    var options = new RunOptions(HostKind.SIMULATED, forNanos, stop);
    // Its clock stands still: a busy machine leaves nothing out.
    return new ReclaimAgent(() -> 0).run(config, options, this::hear);
  }

  private Path write(String mode, String simulated) throws IOException {
    return Files.writeString(
        folder.resolve("agent.yaml"),
        mode
            + "\nsimulated: {memory: 1GiB, global_limit: 256MiB, speed: max, "
            + simulated
            + "}\n");
  }

  /** Leaves statuses out, which come by real time. */
  private synchronized void hear(Report report) {
    if (!(report instanceof Status)) {
      told.add(report);
    }
  }
}
