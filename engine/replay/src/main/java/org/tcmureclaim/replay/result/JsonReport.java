package org.tcmureclaim.replay.result;

import java.util.List;
import java.util.stream.Collectors;
import org.tcmureclaim.replay.run.PressureFigures;

/** The figures as one JSON document; the order of keys and elements is defined. */
public final class JsonReport {
  private JsonReport() {}

  /** All figures, in their order. */
  public static String of(List<PolicyFigures> figures) {
    return figures.stream()
        .map(figure -> object(figure).toString())
        .collect(
            Collectors.joining(
                ",\n    ",
                "{\n  \"loop\": \"" + loop(figures) + "\",\n  \"results\": [\n    ",
                "\n  ]\n}\n"));
  }

  /** {@code mixed} where some are of one and some of the other. */
  private static String loop(List<PolicyFigures> figures) {
    List<String> loops = figures.stream().map(PolicyFigures::loop).distinct().toList();
    return loops.isEmpty() ? "open" : loops.size() > 1 ? "mixed" : loops.get(0);
  }

  /** One line of figures, with its trace. */
  public static JsonObject object(PolicyFigures figures) {
    var trace = figures.trace();
    var result = figures.result();
    JsonObject json =
        new JsonObject()
            .text("trace", trace.name())
            .text("format", trace.format())
            .text("service_time", trace.serviceTime())
            .whole("lines", trace.lines())
            .whole("bad_lines", trace.badLines())
            .whole("devices", trace.ticks().devices())
            .whole("ticks", trace.ticks().ticks())
            .decimal("tick_seconds", trace.ticks().tickNanos() / 1e9)
            .whole("sum_high_water_pages", trace.ticks().sumHighWaterPages())
            .text("budget", figures.budget())
            .whole("budget_pages", figures.budgetPages())
            .text("policy", figures.policy())
            .whole("reallocated_pages", result.reallocatedPages())
            .whole("first_allocations", result.firstAllocatedPages())
            .whole("optimum_reallocated_pages", figures.optimum().reallocatedPages())
            .decimal("ratio_to_optimum", figures.ratioToOptimum())
            .whole("truncations", result.truncations())
            .whole("pages_freed", result.freedPages())
            .whole("ticks_over_budget", result.ticksOverBudget())
            .whole("avoidable_ticks_over_budget", result.avoidableTicksOverBudget())
            .decimal("mean_resident_pages", result.meanResidentPages())
            .decimal("given_back_gib_hours", figures.givenBackGibHours())
            .decimal("replay_seconds", figures.duration().seconds())
            .decimal("replay_cpu_seconds", figures.duration().cpuSeconds())
            .decimal("optimum_cpu_seconds", figures.optimumDuration().cpuSeconds())
            .whole("device_ticks", trace.ticks().deviceTicks())
            .text("decisions_hash", result.decisionsHash())
            .text("loop", figures.loop());
    LoopBounds bounds = figures.bounds();
    PressureFigures pressure = result.pressure();
    return bounds == null || pressure == null ? json : closed(json, bounds, pressure);
  }

  private static JsonObject closed(JsonObject json, LoopBounds bounds, PressureFigures pressure) {
    LoopJson.loop(json, bounds.loop())
        .whole("optimum_at_high_reallocated_pages", bounds.optimumAtHigh().reallocatedPages());
    return LoopJson.pressure(json, pressure);
  }
}
