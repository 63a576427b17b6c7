package org.tcmureclaim.replay.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * What a tick of a policy costs, with demand for two in a hundred of the pages held and without:
 * the median time of {@code observe}, {@code countPages} and {@code scan}, and the bytes that the
 * thread allocated meanwhile.
 */
public final class TickCost {
  private static final int[] HOSTS = {256, 10_000, 100_000};
  private static final long DEVICE_TICKS = 4_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final LongSupplier nanoClock;
  private final TextTable table =
      new TextTable(
          "A tick: observe, countPages and scan; one device in ten active",
          List.of("policy", "devices", "idle µs", "idle B", "demand µs", "p90 µs", "demand B"));

  /** Measures with this clock. */
  public TickCost(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  public TextTable table() {
    return table;
  }

  /** Measures one policy on hosts of all sizes. */
  public void measure(String name, Supplier<ReclaimPolicy> policies) {
    for (int devices : HOSTS) {
      TickHost host = new TickHost(devices, 1);
      ReclaimPolicy policy = policies.get();
      int ticks = (int) Math.max(20, Math.min(2000, DEVICE_TICKS / devices));
      // Hot before it is measured: twice as long with demand, which is the longer path.
      run(host, policy, ticks, true);
      run(host, policy, ticks, true);
      Sample demand = run(host, policy, ticks, true);
      run(host, policy, ticks / 2, false);
      Sample idle = run(host, policy, ticks, false);
      table.row(
          List.of(
              name,
              String.format(Locale.ROOT, "%,d", devices),
              micros(idle.medianNanos),
              bytes(idle.bytesPerTick),
              micros(demand.medianNanos),
              micros(demand.p90Nanos),
              bytes(demand.bytesPerTick)));
    }
  }

  private Sample run(TickHost host, ReclaimPolicy policy, int ticks, boolean wanted) {
    long[] nanos = new long[ticks];
    long bytes = 0;
    Demand demand = new Demand();
    for (int tick = 0; tick < ticks; tick++) {
      host.pass();
      demand.none();
      if (wanted) {
        demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, Math.max(1, host.totalPages() / 50));
      }
      long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
      long startNanos = nanoClock.getAsLong();
      policy.observe(host.snapshot());
      policy.countPages(host.snapshot());
      policy.scan(host.snapshot(), demand, host);
      nanos[tick] = nanoClock.getAsLong() - startNanos;
      bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    }
    java.util.Arrays.sort(nanos);
    return new Sample(nanos[ticks / 2], nanos[ticks * 9 / 10], (double) bytes / ticks);
  }

  private static String micros(long nanos) {
    return String.format(Locale.ROOT, "%,.1f", nanos / 1e3);
  }

  private static String bytes(double bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes);
  }

  private record Sample(long medianNanos, long p90Nanos, double bytesPerTick) {}
}
