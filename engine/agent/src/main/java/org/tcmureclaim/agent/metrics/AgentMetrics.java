package org.tcmureclaim.agent.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.agent.loop.LoopListeners;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.text.HarmlessText;
import org.tcmureclaim.image.CustomerSum;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What {@code /metrics} says, and what is sent to a collector. Figures are read from the newest
 * tick when somebody asks, so that the decision thread pays for none but reaction times. Per
 * customer always; per device only for the largest, as many as the configuration allows.
 */
public final class AgentMetrics {
  private static final double MICROS_PER_SECOND = 1e6;

  private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ReactionTimes reactions = new ReactionTimes(registry);
  private final TickTimes ticks = new TickTimes(registry, MonotonicClock::nanos);
  private final NewestTick newest;
  private final int mostDevices;
  private final MultiGauge customerDevices;
  private final MultiGauge customerResident;
  private final MultiGauge customerTails;
  private final MultiGauge deviceResident;
  private final MultiGauge deviceTails;
  private volatile boolean sent;
  private @Nullable TickImage shown;

  /** Keeps what counters ask alive: a registry holds it weakly, and would repeat its last word. */
  private final List<DoubleSupplier> counts = new CopyOnWriteArrayList<>();

  /**
   * Metrics of one run.
   *
   * @param mostDevices so many devices have figures of their own
   */
  public AgentMetrics(NewestTick newest, int mostDevices) {
    this.newest = newest;
    this.mostDevices = mostDevices;
    registry.add(prometheus);
    customerDevices = several("customer.devices", "", "Devices of a customer");
    customerResident = several("customer.resident", "bytes", "What its data areas hold");
    customerTails = several("customer.tail", "bytes", "What truncating all of them would free");
    deviceResident = several("device.resident", "bytes", "What its data area holds");
    deviceTails = several("device.tail", "bytes", "What truncating it would free");
    gauge("memory.total", "bytes", "MemTotal", image -> image.of(HostFigure.TOTAL_BYTES));
    gauge(
        "memory.available", "bytes", "MemAvailable", image -> image.of(HostFigure.AVAILABLE_BYTES));
    gauge("demand", "bytes", "Wanted in the last tick", AgentMetrics::demandBytes);
    gauge("urgency", "", "0 none to 3 emergency", image -> level(image.urgency()));
    stalled("some", image -> image.of(HostFigure.SOME_TOTAL_MICROS) / MICROS_PER_SECOND);
    stalled("full", image -> image.of(HostFigure.FULL_TOTAL_MICROS) / MICROS_PER_SECOND);
    events("some", image -> image.of(HostFigure.SOME_EVENTS));
    events("full", image -> image.of(HostFigure.FULL_EVENTS));
    gauge("heap.used", "bytes", "Of the agent itself, garbage included", AgentMetrics::heapBytes);
    counter("ticks.unmeasured", "", "Ticks whose time was lost", ticks::lost);
  }

  /** Hears of ticks and plans, on the decision thread. */
  public LoopListener listener() {
    return new LoopListeners(ticks, reactions);
  }

  /** Takes in what the decision thread has measured; to be called several times a second. */
  public void collect() {
    ticks.collect();
  }

  /** One more counter, of something that only rises. */
  public void counter(String name, String unit, String description, DoubleSupplier count) {
    counts.add(count);
    FunctionCounter unused =
        FunctionCounter.builder(named(name), count, DoubleSupplier::getAsDouble)
            .baseUnit(orNone(unit))
            .description(description)
            .register(registry);
  }

  /** One more figure that rises and falls. */
  public void gauge(String name, String unit, String description, DoubleSupplier figure) {
    Gauge unused =
        Gauge.builder(named(name), figure, DoubleSupplier::getAsDouble)
            .baseUnit(orNone(unit))
            .description(description)
            .strongReference(true)
            .register(registry);
  }

  /**
   * Sends all of it to a collector from now on, on a thread of its own, until what is returned is
   * closed.
   */
  public OtlpPush sendTo(URI url, Duration every, OtlpHeaders headers, Notices notices) {
    OtlpPush push = new OtlpPush(url, every, headers, notices);
    counter("otlp.failures", "", "Times that figures could not be sent", push::failures);
    registry.add(push.registry());
    sent = true;
    return push;
  }

  /** Brings up to date what is sent and not asked for; to be called about once a second. */
  public void refreshIfSent() {
    if (sent) {
      refresh();
    }
  }

  /** Brings the figures of customers and devices up to date, once for each tick at most. */
  public synchronized void refresh() {
    TickImage image = newest.image();
    if (image.equals(shown)) {
      return;
    }
    shown = image;
    customers(image);
    devices(image);
  }

  /** All of it in Prometheus' text format. */
  public String text() {
    collect();
    refresh();
    return prometheus.scrape();
  }

  private void customers(TickImage image) {
    Collection<CustomerSum> sums = CustomerSum.of(image);
    customerDevices.register(rows(sums, CustomerSum::devices), true);
    customerResident.register(rows(sums, sum -> bytes(sum.residentPages())), true);
    customerTails.register(rows(sums, sum -> bytes(sum.tailPages())), true);
  }

  private static List<Row<?>> rows(
      Collection<CustomerSum> sums, ToDoubleFunction<CustomerSum> figure) {
    List<Row<?>> rows = new ArrayList<>();
    for (CustomerSum sum : sums) {
      Tags tags = Tags.of("customer", HarmlessText.ofOneLine(sum.customer()));
      rows.add(Row.of(tags, figure.applyAsDouble(sum)));
    }
    return rows;
  }

  private void devices(TickImage image) {
    List<Integer> largest =
        IntStream.range(0, mostDevices == 0 ? 0 : image.size())
            .boxed()
            .sorted(
                Comparator.comparingLong(device -> -image.of(DeviceFigure.RESIDENT_PAGES, device)))
            .limit(mostDevices)
            .toList();
    List<Row<?>> resident = new ArrayList<>();
    List<Row<?>> tails = new ArrayList<>();
    for (int device : largest) {
      Tags tags =
          Tags.of(
              "device",
              HarmlessText.ofOneLine(image.path(device)),
              "customer",
              HarmlessText.ofOneLine(image.customer(device)));
      resident.add(Row.of(tags, bytes(image.of(DeviceFigure.RESIDENT_PAGES, device))));
      tails.add(Row.of(tags, bytes(image.of(DeviceFigure.TAIL_PAGES, device))));
    }
    deviceResident.register(resident, true);
    deviceTails.register(tails, true);
  }

  private MultiGauge several(String name, String unit, String description) {
    return MultiGauge.builder(named(name))
        .baseUnit(orNone(unit))
        .description(description)
        .register(registry);
  }

  private void gauge(
      String name, String unit, String description, ToDoubleFunction<TickImage> figure) {
    gauge(name, unit, description, () -> figure.applyAsDouble(newest.image()));
  }

  private void stalled(String kind, ToDoubleFunction<TickImage> seconds) {
    FunctionCounter unused =
        FunctionCounter.builder(
                named("pressure.stalled"), newest, b -> seconds.applyAsDouble(b.image()))
            .baseUnit("seconds")
            .description("Time in which tasks waited for memory (PSI total)")
            .tag("kind", kind)
            .register(registry);
  }

  private void events(String kind, ToDoubleFunction<TickImage> count) {
    FunctionCounter unused =
        FunctionCounter.builder(
                named("pressure.events"), newest, b -> count.applyAsDouble(b.image()))
            .description("PSI triggers that fired")
            .tag("kind", kind)
            .register(registry);
  }

  /** An empty unit would leave its underscore in Prometheus' name. */
  private static @Nullable String orNone(String unit) {
    return unit.isEmpty() ? null : unit;
  }

  private static String named(String name) {
    return "tcmu.reclaim." + name;
  }

  private static double heapBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static int level(Urgency urgency) {
    return switch (urgency) {
      case NONE -> 0;
      case GENTLE -> 1;
      case URGENT -> 2;
      case EMERGENCY -> 3;
    };
  }

  private static double demandBytes(TickImage image) {
    return bytes(image.of(HostFigure.DEMAND_PAGES));
  }

  private static double bytes(long pages) {
    return (double) pages * HostSnapshot.PAGE_BYTES;
  }
}
