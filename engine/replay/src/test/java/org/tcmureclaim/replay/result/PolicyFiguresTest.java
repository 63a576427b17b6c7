package org.tcmureclaim.replay.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.replay.trace.Trace;

final class PolicyFiguresTest {

  @Test
  void ratio_isOfThePages_andUnknownWhereTheOptimumIsNone() {
    assertThat(figures(30, 20, 0).ratioToOptimum()).hasValue(1.5);
    assertThat(figures(0, 0, 0).ratioToOptimum()).hasValue(1);
    assertThat(figures(3, 0, 0).ratioToOptimum()).isEmpty();
  }

  @Test
  void policyThatBeatsTheOptimum_isAnError_unlessItKeptMoreThanTheBudget() {
    assertThatThrownBy(figures(19, 20, 0)::checked)
        .hasMessageContaining("lru at 35% of t\"1: 19 pages re-allocated, 50 first");
    assertThat(figures(20, 20, 0).checked()).isNotNull();
    assertThat(figures(19, 20, 1).checked()).isNotNull();
  }

  @Test
  void json_hasTheKeysThatWerePromised() {
    assertThat(JsonReport.of(List.of(figures(30, 20, 2))))
        .isEqualTo(
            """
            {
              "loop": "open",
              "results": [
                {"trace": "t\\"1", "format": "ticks", "service_time": "none", "lines": 1, \
            "bad_lines": 0, "devices": 1, "ticks": 3600, "tick_seconds": 1.000000, \
            "sum_high_water_pages": 524288, "budget": "35%", "budget_pages": 183500, \
            "policy": "lru", "reallocated_pages": 30, "first_allocations": 50, \
            "optimum_reallocated_pages": 20, "ratio_to_optimum": 1.500000, "truncations": 4, \
            "pages_freed": 70, "ticks_over_budget": 3, "avoidable_ticks_over_budget": 2, \
            "mean_resident_pages": 262144.000000, "given_back_gib_hours": 1.000000, \
            "replay_seconds": 0.250000, "replay_cpu_seconds": 0.125000, \
            "optimum_cpu_seconds": 0.750000, \
            "device_ticks": 3600, "decisions_hash": "00ff", "loop": "open"}
              ]
            }
            """);
    assertThat(JsonReport.of(List.of(figures(3, 0, 0)))).contains("\"ratio_to_optimum\": null");
  }

  @Test
  void table_showsTheOptimumOnce_andMarksWhatIsNotComparable() {
    String table =
        FiguresTable.of(List.of(figures(30, 20, 0), figures(10, 20, 2), figures(30, 0, 0)));
    assertThat(table.lines().filter(line -> line.contains("(optimum)"))).hasSize(1);
    assertThat(table.lines().filter(line -> line.endsWith("(kept more than the budget)")))
        .hasSize(1);
    assertThat(table).contains("1.50").contains("∞");
  }

  private static final Trace TRACE = trace();

  private static Trace trace() {
    var builder = new TickTableBuilder(1_000_000_000L);
    builder.add(0, builder.number("a"), 524_288, 0);
    builder.lasts(3600);
    return new Trace("t\"1", "ticks", "none", 1, 0, builder.build());
  }

  private static PolicyFigures figures(long mine, long best, long avoidable) {
    return new PolicyFigures(
        TRACE,
        "35%",
        183_500,
        "lru",
        new RunResult(mine, 50, 4, 70, 3, avoidable, 262_144, "00ff"),
        new RunDuration(0.25, 0.125),
        new Optimum(best, 50, 1000),
        new RunDuration(3, 0.75));
  }
}
