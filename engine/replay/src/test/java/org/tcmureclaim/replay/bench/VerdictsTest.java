package org.tcmureclaim.replay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.result.RunDuration;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.replay.trace.Trace;

final class VerdictsTest {
  private static final Trace TRACE = trace();

  @Test
  void targets_areMet_upToTheirEdges() {
    String table = verdicts(100, line("predictive", 105), line("lru", 100), line("stock", 210));
    assertThat(table)
        .contains("at most half of stock | yes | 1 of 1")
        .contains("at most 1.05 of the best other | yes | 1 of 1")
        .contains("| stretch | 1.05; 1 of 1 within 2×; the optimum is 0 in 0");
  }

  @Test
  void misses_areNamed_withTheirFigures() {
    String table = verdicts(100, line("predictive", 201), line("lru", 180), line("stock", 400));
    assertThat(table)
        .contains("at most half of stock | no | 0 of 1")
        .contains("… steady.csv at 35% | no | 0.50 (the optimum 0.25)")
        .contains("at most 1.05 of the best other | no | 0 of 1")
        .contains("… steady.csv at 35% | no | 1.12 (201 pages, lru 180)")
        .contains("| no | 2.01; 0 of 1 within 2×");
  }

  @Test
  void optimumOfNothing_isInfinitelyFar_unlessNothingWasReallocated() {
    assertThat(verdicts(0, line("predictive", 1), line("stock", 9)))
        .contains("| no | ∞; 0 of 1 within 2×; the optimum is 0 in 1");
    assertThat(verdicts(0, line("predictive", 0), line("stock", 9))).contains("| stretch | 1.00;");
  }

  @Test
  void policyThatKeptMoreThanTheBudget_isNotCompared() {
    PolicySummary summary = new PolicySummary();
    PolicyFigures over = figures("ladder", 1, 100, 1);
    summary.add(
        "t", List.of(figures("predictive", 150, 100, 0), figures("lru", 150, 100, 0), over));
    assertThat(new Verdicts(summary.cells()).table().markdown())
        .contains("at most 1.05 of the best other | yes | 1 of 1");
  }

  @Test
  void runLines_haveOneForEachRun() {
    RunLines lines = new RunLines();
    lines.add("steady", List.of(figures("lru", 30, 20, 0), figures("stock", 60, 20, 1)));
    assertThat(lines.text().lines().toList())
        .hasSize(3)
        .contains("steady,dir/steady.csv,stock,35%,60,20,4,1.0000,false");
  }

  private record Line(String policy, long pages) {}

  private static Line line(String policy, long pages) {
    return new Line(policy, pages);
  }

  private static String verdicts(long optimumPages, Line... lines) {
    PolicySummary summary = new PolicySummary();
    summary.add(
        "t",
        List.of(lines).stream()
            .map(line -> figures(line.policy(), line.pages(), optimumPages, 0))
            .toList());
    return new Verdicts(summary.cells()).table().markdown();
  }

  private static PolicyFigures figures(String policy, long pages, long optimum, long avoidable) {
    return new PolicyFigures(
        TRACE,
        "35%",
        183_500,
        policy,
        new RunResult(pages, 50, 4, 70, 3, avoidable, 262_144, "00ff"),
        new RunDuration(0.25, 0.125),
        new Optimum(optimum, 50, 100),
        new RunDuration(1, 0.75));
  }

  private static Trace trace() {
    var builder = new TickTableBuilder(1_000_000_000L);
    builder.add(0, builder.number("a"), 524_288, 0);
    builder.lasts(3600);
    return new Trace("dir/steady.csv", "ticks", "none", 1, 0, builder.build());
  }
}
