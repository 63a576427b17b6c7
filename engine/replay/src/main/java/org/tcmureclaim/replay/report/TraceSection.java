package org.tcmureclaim.replay.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.replay.result.JsonObject;
import org.tcmureclaim.replay.result.JsonReport;
import org.tcmureclaim.replay.result.LoopBounds;
import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.run.RunWatchers;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.watch.TickWatcher;

/**
 * What a report says about one trace. Runs are watched on several threads; a run is told of when
 * its figures have been {@linkplain #add added}.
 */
final class TraceSection implements RunWatchers {
  private final Trace trace;
  private final Buckets buckets;
  private final DeviceGroups groups;
  private final long[] inUsePages;
  private final Map<String, RunSeries> seriesByRun = new ConcurrentHashMap<>();
  private final List<PolicyFigures> figures = new ArrayList<>();

  TraceSection(Trace trace) {
    this.trace = trace;
    this.buckets = new Buckets(trace.ticks().ticks());
    this.groups = DeviceGroups.of(trace.ticks(), trace.customers());
    this.inUsePages = inUsePages(trace.ticks());
  }

  @Override
  public TickWatcher ofPolicy(String budget, String policy) {
    return watched(budget + " " + policy);
  }

  @Override
  public TickWatcher ofOptimum(String budget) {
    return watched(budget);
  }

  private RunSeries watched(String run) {
    RunSeries series = new RunSeries(buckets, groups, trace.ticks().devices());
    seriesByRun.put(run, series);
    return series;
  }

  synchronized void add(PolicyFigures line) {
    figures.add(line);
  }

  /** The section, with {@code factor} neighbouring buckets as one. */
  synchronized JsonObject json(int factor) {
    TickTable ticks = trace.ticks();
    Map<String, String> optima = new LinkedHashMap<>();
    figures.forEach(line -> optima.computeIfAbsent(line.budget(), b -> optimum(line, factor)));
    JsonObject json = new JsonObject();
    HostTicks host = trace.host();
    if (host != null) {
      json.raw("host", HostSeries.json(buckets, host, bounds(), factor).toString());
    }
    return json.text("trace", trace.name())
        .text("format", trace.format())
        .text("service_time", trace.serviceTime())
        .whole("lines", trace.lines())
        .whole("bad_lines", trace.badLines())
        .whole("devices", ticks.devices())
        .whole("ticks", ticks.ticks())
        .decimal("tick_seconds", ticks.tickNanos() / 1e9)
        .whole("sum_high_water_pages", ticks.sumHighWaterPages())
        .raw("bucket_ticks", RunSeries.array(buckets.firstTicks(factor)))
        .raw("in_use_pages", RunSeries.array(buckets.merge(inUsePages, factor, Math::max)))
        .text("groups_by", groups.kind())
        .raw(
            "groups",
            groups.labels().stream()
                .map(label -> new JsonObject().text("label", label).toString())
                .collect(Collectors.joining(",", "[", "]")))
        .raw("optima", optima.values().stream().collect(Collectors.joining(",\n", "[\n", "]")))
        .raw(
            "runs",
            figures.stream()
                .map(line -> run(line, factor))
                .collect(Collectors.joining(",\n", "[\n", "]")));
  }

  /** Those of the first run that is known; all are the same. */
  private @Nullable LoopBounds bounds() {
    return figures.isEmpty() ? null : figures.get(0).bounds();
  }

  private String run(PolicyFigures line, int factor) {
    RunSeries series = series(line.budget() + " " + line.policy());
    return JsonReport.object(line).raw("series", series.json(factor).toString()).toString();
  }

  private String optimum(PolicyFigures line, int factor) {
    return new JsonObject()
        .text("budget", line.budget())
        .whole("budget_pages", line.budgetPages())
        .whole("reallocated_pages", line.optimum().reallocatedPages())
        .decimal("mean_resident_pages", line.optimum().meanResidentPages())
        .raw("series", series(line.budget()).optimumJson(factor).toString())
        .toString();
  }

  private RunSeries series(String run) {
    RunSeries series = seriesByRun.get(run);
    if (series == null) {
      throw new IllegalStateException("figures of a run that nobody watched: " + run);
    }
    return series;
  }

  /** The most that the commands of one tick of each bucket use: the sum of the devices' peaks. */
  private long[] inUsePages(TickTable ticks) {
    long[] most = new long[buckets.count()];
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      long sum = 0;
      for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
        sum += ticks.peakPages(row);
      }
      most[buckets.of(tick)] = Math.max(most[buckets.of(tick)], sum);
    }
    return most;
  }
}
