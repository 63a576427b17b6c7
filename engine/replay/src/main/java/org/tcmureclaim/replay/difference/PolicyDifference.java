package org.tcmureclaim.replay.difference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.difference.CutsOfTick.Cut;
import org.tcmureclaim.replay.difference.Disagreement.Choice;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.watch.TickWatcher;

/**
 * Two policies, or configurations, over one trace at one budget, or on its host.
 *
 * @param firstDisagreement empty where they cut the same in every tick
 * @param ticksApart ticks in which they cut differently
 * @param devices those that fared differently, the largest difference of re-allocations first
 * @param loop what closed the loop; null in an open one
 */
public record PolicyDifference(
    Trace trace,
    String budget,
    String first,
    String second,
    RunResult firstResult,
    RunResult secondResult,
    Optional<Disagreement> firstDisagreement,
    long ticksApart,
    List<DeviceDifference> devices,
    @Nullable ClosedLoop loop) {

  public PolicyDifference {
    devices = List.copyOf(devices);
  }

  /** Replays both at a fixed budget. */
  public static PolicyDifference of(
      PolicyRun run, Trace trace, Budget budget, String first, String second) {
    TickTable ticks = trace.ticks();
    long pages = budget.pages(ticks);
    return of(
        trace, budget, first, second, null, (name, watch) -> run.of(ticks, name, pages, watch));
  }

  /** Replays both on a host, in a closed loop. */
  public static PolicyDifference of(
      PolicyRun run, Trace trace, ClosedLoop loop, String first, String second) {
    return of(
        trace,
        new Budget(Budget.TRACE),
        first,
        second,
        loop,
        (name, watch) -> run.of(trace.ticks(), name, loop, TickWatcher.NONE, watch));
  }

  /** Where they disagree, each runs a second time, to look at the tick in question. */
  private static PolicyDifference of(
      Trace trace,
      Budget budget,
      String first,
      String second,
      @Nullable ClosedLoop loop,
      WatchedRun run) {
    TickTable ticks = trace.ticks();
    DeviceTally a = new DeviceTally(ticks);
    DeviceTally b = new DeviceTally(ticks);
    RunResult firstResult = run.of(first, a);
    RunResult secondResult = run.of(second, b);
    int[] apart = IntStream.range(0, ticks.ticks()).filter(tick -> !a.agrees(b, tick)).toArray();
    Optional<Disagreement> disagreement = Optional.empty();
    if (apart.length > 0) {
      CutsOfTick cutsOfFirst = new CutsOfTick(apart[0]);
      CutsOfTick cutsOfSecond = new CutsOfTick(apart[0]);
      var unusedFirst = run.of(first, cutsOfFirst);
      var unusedSecond = run.of(second, cutsOfSecond);
      disagreement = Optional.of(disagreement(ticks, apart[0], cutsOfFirst, cutsOfSecond));
    }
    return new PolicyDifference(
        trace,
        budget.text(),
        first,
        second,
        firstResult,
        secondResult,
        disagreement,
        apart.length,
        devices(ticks, a, b),
        loop);
  }

  /** One run of a policy, with somebody watching. */
  private interface WatchedRun {
    RunResult of(String policy, RunWatch watch);
  }

  private static Disagreement disagreement(
      TickTable ticks, int tick, CutsOfTick first, CutsOfTick second) {
    Map<Integer, Cut> a = first.byDevice();
    Map<Integer, Cut> b = second.byDevice();
    TreeSet<Integer> cut = new TreeSet<>(a.keySet());
    cut.addAll(b.keySet());
    List<Choice> choices = new ArrayList<>();
    for (int device : cut) {
      Cut one = a.getOrDefault(device, uncut(b.get(device)));
      Cut other = b.getOrDefault(device, uncut(a.get(device)));
      if (one.keptPages() != other.keptPages()) {
        choices.add(
            new Choice(ticks.name(device), one.heldPages(), one.keptPages(), other.keptPages()));
      }
    }
    return new Disagreement(tick, (tick + 1) * (ticks.tickNanos() / 1e9), choices);
  }

  private static Cut uncut(@Nullable Cut byTheOther) {
    int heldPages = byTheOther == null ? 0 : byTheOther.heldPages();
    return new Cut(heldPages, heldPages);
  }

  private static List<DeviceDifference> devices(TickTable ticks, DeviceTally a, DeviceTally b) {
    return IntStream.range(0, ticks.devices())
        .mapToObj(
            device ->
                new DeviceDifference(
                    ticks.name(device),
                    a.reallocatedPages(device),
                    b.reallocatedPages(device),
                    a.truncations(device),
                    b.truncations(device)))
        .filter(DeviceDifference::isAny)
        .sorted(
            Comparator.comparingLong((DeviceDifference d) -> -Math.abs(d.morePages()))
                .thenComparingLong(d -> -Math.abs(d.moreTruncations())))
        .toList();
  }
}
