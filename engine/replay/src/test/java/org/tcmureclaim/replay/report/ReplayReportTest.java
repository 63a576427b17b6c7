package org.tcmureclaim.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.result.RunDuration;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatchers;
import org.tcmureclaim.replay.ticks.RandomTicks;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.watch.ReplayState;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

final class ReplayReportTest {
  private static final int MOST_PAGE_BYTES = 2_000_000;
  private static final RunDuration NO_TIME = new RunDuration(0, 0);
  private static final PolicyRun RUNS = new PolicyRun(RungBoundaries.of(64));

  @Test
  void page_hasTheFigures_andTheirCourse() {
    Trace trace = trace("t", RandomTicks.of(new SplittableRandom(5), 12, 2000, 50, true));
    ReplayReport report = new ReplayReport("v1", "tcmu-reclaim replay t", 1);
    RunWatchers watchers = report.begin(trace);
    PolicyFigures ladder = run(trace, "ladder", watchers);
    PolicyFigures lru = run(trace, "lru", watchers);
    report.add(ladder);
    report.add(lru);
    PageData data = PageData.of(report.page(""));
    assertThat(data.text("command_line")).isEqualTo("tcmu-reclaim replay t");
    assertThat(data.text("stopped_by")).isEmpty();
    PageData section = data.objects("traces").get(0);
    assertThat(section.whole("devices")).isEqualTo(12);
    assertThat(section.wholes("bucket_ticks")).hasSize(Buckets.MOST + 1).startsWith(0L, 4L);
    List<PageData> runs = section.objects("runs");
    assertAgrees(runs.get(0), ladder);
    assertAgrees(runs.get(1), lru);
    PageData optimum = section.objects("optima").get(0);
    assertThat(optimum.object("series").sum("reallocated_pages"))
        .isEqualTo(optimum.whole("reallocated_pages"))
        .isEqualTo(lru.optimum().reallocatedPages())
        .isPositive();
  }

  private static void assertAgrees(PageData run, PolicyFigures figures) {
    PageData series = run.object("series");
    RunResult result = figures.result();
    assertThat(run.text("policy")).isEqualTo(figures.policy());
    assertThat(run.whole("reallocated_pages")).isEqualTo(result.reallocatedPages());
    assertThat(series.sum("reallocated_pages")).isEqualTo(result.reallocatedPages());
    assertThat(series.sum("truncations")).isEqualTo(result.truncations()).isPositive();
    // Whoever keeps to the budget frees what is asked for, or a little more.
    assertThat(series.sum("demand_pages")).isBetween(1L, result.freedPages());
    assertThat(Collections.max(series.wholes("most_held_pages"))).isEqualTo(figures.budgetPages());
    List<Long> least = series.wholes("least_held_pages");
    List<Long> most = series.wholes("most_held_pages");
    for (int bucket = 0; bucket < most.size(); bucket++) {
      int at = bucket;
      long held = series.rows("group_pages").stream().mapToLong(pages -> pages.get(at)).sum();
      assertThat(held).isBetween(least.get(bucket), most.get(bucket));
    }
  }

  @Test
  void watchedRun_isTheSameRun() {
    Trace trace = trace("t", RandomTicks.of(new SplittableRandom(6), 12, 900, 50, true));
    RunWatchers watchers = new ReplayReport("", "", 1).begin(trace);
    for (String policy : List.of("lru", "ladder", "stock")) {
      assertThat(run(trace, policy, watchers).result())
          .isEqualTo(run(trace, policy, RunWatchers.NONE).result());
    }
  }

  @Test
  void page_namesNoAddress_andStaysWhole_whateverNamesContain() {
    String name = "</script><!-- \"'\\ & http&colon;";
    ReplayReport report = new ReplayReport("v1", "replay '" + name + "'", 1);
    Trace trace = trace(name, RandomTicks.of(new SplittableRandom(7), 3, 30, 50, true));
    report.add(run(trace, "lru", report.begin(trace)));
    String page = report.page("");
    assertThat(page).doesNotContain("http:", "https:", "src=", "href=", "@import", "//cdn");
    assertThat(page).doesNotContain(name).doesNotContainPattern("/\\*[a-z]+\\.(css|js)\\*/");
    assertThat(page.split("</script>", -1)).hasSize(3);
    assertThat(PageData.of(page).objects("traces").get(0).text("trace")).isEqualTo(name);
  }

  @Test
  void reportThatStopsEarly_saysSo_evenWithoutAnyRun() {
    ReplayReport report = new ReplayReport("v1", "replay", 2);
    assertThat(PageData.of(report.page("an interrupt")).text("stopped_by"))
        .isEqualTo("an interrupt");
    report.begin(trace("t", RandomTicks.of(new SplittableRandom(8), 3, 30, 50, true)));
    PageData section = PageData.of(report.page("an interrupt")).objects("traces").get(0);
    assertThat(section.objects("runs")).isEmpty();
  }

  @Test
  void dayOfThousandDevices_underThreeServiceTimes_staysBelowTwoMegabytes() {
    ReplayReport report = new ReplayReport("v1", "replay", 1);
    List<Long> sums = new ArrayList<>();
    for (int model = 0; model < 3; model++) {
      Trace trace = trace("day", day());
      RunWatchers watchers = report.begin(trace);
      for (int budget = 0; budget < 4; budget++) {
        for (int policy = 0; policy < 9; policy++) {
          sums.add(add(report, watchers, trace, budget + "%", "policy-" + policy));
        }
      }
    }
    String page = report.page("");
    assertThat(page.length()).isLessThan(MOST_PAGE_BYTES).isGreaterThan(MOST_PAGE_BYTES / 4);
    List<Long> shown = new ArrayList<>();
    for (PageData section : PageData.of(page).objects("traces")) {
      section
          .objects("runs")
          .forEach(run -> shown.add(run.object("series").sum("reallocated_pages")));
    }
    assertThat(shown).isEqualTo(sums);
  }

  /** Adds a run of made-up figures as large as they get; returns what it re-allocated. */
  private static long add(
      ReplayReport report, RunWatchers watchers, Trace trace, String budget, String policy) {
    MadeUp state = new MadeUp();
    var run = watchers.ofPolicy(budget, policy);
    var optimum = watchers.ofOptimum(budget);
    for (int tick = 0; tick < trace.ticks().ticks(); tick++) {
      state.tick = tick;
      run.tick(tick, 100_000 + tick, state);
      optimum.tick(tick, 100_000 + tick, state);
    }
    RunResult result =
        new RunResult(state.reallocatedPages(), 1, state.truncations(), 1, 0, 0, 1, "00");
    Optimum best = new Optimum(1, 1, 1);
    report.add(new PolicyFigures(trace, budget, 1 << 22, policy, result, NO_TIME, best, NO_TIME));
    return state.reallocatedPages();
  }

  private static TickTable day() {
    TickTableBuilder builder = new TickTableBuilder(1_000_000_000L);
    for (int device = 0; device < 1000; device++) {
      builder.add(0, builder.number("lun-" + device), 1000 + device, 0);
    }
    builder.lasts(86_400);
    return builder.build();
  }

  private static final class MadeUp implements ReplayState {
    private int tick;

    @Override
    public long totalPages() {
      return 4_000_000L + tick;
    }

    @Override
    public long reallocatedPages() {
      return 100_000L * (tick + 1);
    }

    @Override
    public long truncations() {
      return 1000L * (tick + 1);
    }

    @Override
    public int residentPages(int device) {
      return 4000 + tick % 97;
    }
  }

  private static PolicyFigures run(Trace trace, String policy, RunWatchers watchers) {
    TickTable ticks = trace.ticks();
    long budget = ticks.sumHighWaterPages() / 2;
    RunResult result = RUNS.of(ticks, policy, budget, watchers.ofPolicy("50%", policy));
    Optimum optimum = Clairvoyant.of(new FutureUse(ticks), budget, watchers.ofOptimum("50%"));
    return new PolicyFigures(trace, "50%", budget, policy, result, NO_TIME, optimum, NO_TIME)
        .checked();
  }

  private static Trace trace(String name, TickTable ticks) {
    return new Trace(name, "ticks", "none", ticks.rows(), 0, ticks);
  }
}
