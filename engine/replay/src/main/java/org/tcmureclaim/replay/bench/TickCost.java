package org.tcmureclaim.replay.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * What a tick costs, from snapshot to plan with the guard, by policy, size of the host and load: in
 * processor time of the thread, so that other work on the machine counts little, and in bytes that
 * it allocated meanwhile. The growth is that of the median from the size before, over that of n log
 * n: up to 1 it grows no faster.
 */
public final class TickCost {
  private static final int[] HOSTS = {256, 1_000, 10_000, 100_000};

  /** What a tick may take at these sizes; the second has no limit of its own. */
  private static final double[] LIMIT_MICROS = {100, Double.POSITIVE_INFINITY, 5_000, 60_000};

  private static final long ROUNDS = 3;
  private static final long DEVICE_TICKS = 200_000;

  /** After so many of each load the compiler has little left to do, as in an agent that runs. */
  private static final int WARM_UP_DEVICE_TICKS = 2_000_000;

  private static final int LEAST_TICKS = 20;
  private static final int MOST_TICKS = 1_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final TextTable table =
      new TextTable(
          "A tick from snapshot to plan, µs of processor time: median and spread of "
              + ROUNDS
              + " rounds",
          List.of(
              "policy", "devices", "demand", "median", "p99", "limit", "met", "bytes", "growth"));

  private final CostSummary summary = new CostSummary();

  /** One row for each policy, size and load. */
  public TextTable table() {
    return table;
  }

  /** One row for each policy and load, with the sizes that have a limit beside each other. */
  public TextTable summary() {
    return summary.table();
  }

  /** Measures one policy. */
  public void measure(String name, Supplier<ReclaimPolicy> policies) {
    Map<TickLoad, List<SizeCost>> costs = new EnumMap<>(TickLoad.class);
    for (int size = 0; size < HOSTS.length; size++) {
      int place = size;
      samples(policies, HOSTS[size])
          .forEach(
              (load, rounds) -> {
                List<SizeCost> before = costs.computeIfAbsent(load, unused -> new ArrayList<>());
                SizeCost cost = cost(place, rounds, before);
                before.add(cost);
                row(name, load, cost);
              });
    }
    costs.forEach((load, sizes) -> summary.add(name, load, sizes));
  }

  private static SizeCost cost(int size, List<Sample> rounds, List<SizeCost> smaller) {
    Spread median = Spread.of(rounds.stream().mapToDouble(Sample::medianMicros).toArray());
    return new SizeCost(
        HOSTS[size],
        LIMIT_MICROS[size],
        median,
        Spread.of(rounds.stream().mapToDouble(Sample::p99Micros).toArray()),
        Spread.of(rounds.stream().mapToDouble(Sample::bytesPerTick).toArray()),
        smaller.isEmpty()
            ? ""
            : growth(smaller.get(size - 1).medianMicros().median(), median.median(), size));
  }

  private void row(String name, TickLoad load, SizeCost cost) {
    table.row(
        List.of(
            name,
            String.format(Locale.ROOT, "%,d", cost.devices()),
            load.label(),
            cost.medianMicros().text("%,.1f"),
            cost.p99Micros().text("%,.1f"),
            cost.isLimited() ? Spread.number("%,.0f", cost.limitMicros()) : "",
            cost.isLimited() ? met(cost.medianMicros(), cost.p99Micros(), cost.limitMicros()) : "",
            cost.bytes().middle("%,.0f"),
            cost.growth()));
  }

  private static String met(Spread median, Spread p99, double limitMicros) {
    if (p99.median() <= limitMicros) {
      return "yes";
    }
    return median.median() <= limitMicros ? "median" : "no";
  }

  private static String growth(double beforeMicros, double micros, int size) {
    double growth = micros / beforeMicros / (nLogN(HOSTS[size]) / nLogN(HOSTS[size - 1]));
    return Spread.number("%.2f", growth);
  }

  private static double nLogN(int n) {
    return n * Math.log(n);
  }

  private static Map<TickLoad, List<Sample>> samples(
      Supplier<ReclaimPolicy> policies, int devices) {
    Map<TickLoad, List<Sample>> samples = new EnumMap<>(TickLoad.class);
    warmUp(new TickHost(policies.get(), devices, 0), devices);
    int ticks = (int) Math.max(LEAST_TICKS, Math.min(MOST_TICKS, DEVICE_TICKS / devices));
    for (long seed = 1; seed <= ROUNDS; seed++) {
      TickHost host = new TickHost(policies.get(), devices, seed);
      for (TickLoad load : TickLoad.values()) {
        // Long enough for a policy to have a past.
        Sample unusedPast = run(host, load == TickLoad.NONE ? ticks : ticks / 2, load);
        samples.computeIfAbsent(load, unused -> new ArrayList<>()).add(run(host, ticks, load));
      }
    }
    return samples;
  }

  private static void warmUp(TickHost host, int devices) {
    for (TickLoad load : TickLoad.values()) {
      Sample unused = run(host, WARM_UP_DEVICE_TICKS / devices, load);
    }
  }

  private static Sample run(TickHost host, int ticks, TickLoad load) {
    long[] nanos = new long[ticks];
    long bytes = 0;
    for (int tick = 0; tick < ticks; tick++) {
      host.pass();
      var demand = load.demand(host.totalPages());
      long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
      long startNanos = THREADS.getCurrentThreadCpuTime();
      var plan = host.decide(demand);
      nanos[tick] = THREADS.getCurrentThreadCpuTime() - startNanos;
      bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
      host.carryOut(plan);
    }
    Arrays.sort(nanos);
    return new Sample(nanos[ticks / 2] / 1e3, nanos[ticks * 99 / 100] / 1e3, bytes / ticks);
  }

  private record Sample(double medianMicros, double p99Micros, long bytesPerTick) {}
}
