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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.board.HostBoard;
import org.tcmureclaim.agent.board.HostImage;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.agent.loop.LoopListeners;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.text.HarmlessText;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What {@code /metrics} says, and what is sent to a collector. Figures are read from the board when
 * somebody asks, so that the decision thread pays for none but reaction times. Per customer always;
 * per device only for the largest, as many as the configuration allows.
 */
public final class AgentMetrics {
  private static final double MICROS_PER_SECOND = 1e6;

  private record Held(long devices, long residentPages, long tailPages) {
    Held plus(Held other) {
      return new Held(
          devices + other.devices,
          residentPages + other.residentPages,
          tailPages + other.tailPages);
    }
  }

  private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ReactionTimes reactions = new ReactionTimes(registry);
  private final TickTimes ticks = new TickTimes(registry, MonotonicClock::nanos);
  private final HostBoard board;
  private final int mostDevices;
  private final MultiGauge customerDevices;
  private final MultiGauge customerResident;
  private final MultiGauge customerTails;
  private final MultiGauge deviceResident;
  private final MultiGauge deviceTails;
  private volatile boolean sent;
  private @Nullable HostImage shown;

  /** Keeps what counters ask alive: a registry holds it weakly, and would repeat its last word. */
  private final List<DoubleSupplier> counts = new CopyOnWriteArrayList<>();

  /**
   * Metrics of one run.
   *
   * @param mostDevices so many devices have figures of their own
   */
  public AgentMetrics(HostBoard board, int mostDevices) {
    this.board = board;
    this.mostDevices = mostDevices;
    registry.add(prometheus);
    customerDevices = several("customer.devices", "", "Devices of a customer");
    customerResident = several("customer.resident", "bytes", "What its data areas hold");
    customerTails = several("customer.tail", "bytes", "What truncating all of them would free");
    deviceResident = several("device.resident", "bytes", "What its data area holds");
    deviceTails = several("device.tail", "bytes", "What truncating it would free");
    gauge("memory.total", "bytes", "MemTotal", host -> host.totalBytes());
    gauge("memory.available", "bytes", "MemAvailable", host -> host.availableBytes());
    gauge("demand", "bytes", "Wanted in the last tick", AgentMetrics::demandBytes);
    gauge("urgency", "", "0 none to 3 emergency", host -> level(host.urgency()));
    stalled("some", host -> host.someTotalMicros() / MICROS_PER_SECOND);
    stalled("full", host -> host.fullTotalMicros() / MICROS_PER_SECOND);
    events("some", host -> host.someEvents());
    events("full", host -> host.fullEvents());
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
    HostImage image = board.image();
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

  private void customers(HostImage image) {
    Map<String, Held> held = new TreeMap<>();
    for (int i = 0; i < image.size(); i++) {
      Held one = new Held(1, image.residentPages(i), image.tailPages(i));
      held.merge(image.customer(i), one, Held::plus);
    }
    customerDevices.register(rows(held, one -> one.devices), true);
    customerResident.register(rows(held, one -> bytes(one.residentPages)), true);
    customerTails.register(rows(held, one -> bytes(one.tailPages)), true);
  }

  private static List<Row<?>> rows(Map<String, Held> held, ToDoubleFunction<Held> figure) {
    List<Row<?>> rows = new ArrayList<>();
    held.forEach(
        (name, one) ->
            rows.add(
                Row.of(
                    Tags.of("customer", HarmlessText.ofOneLine(name)), figure.applyAsDouble(one))));
    return rows;
  }

  private void devices(HostImage image) {
    List<Integer> largest =
        IntStream.range(0, mostDevices == 0 ? 0 : image.size())
            .boxed()
            .sorted(Comparator.comparingLong(device -> -image.residentPages(device)))
            .limit(mostDevices)
            .toList();
    List<Row<?>> resident = new ArrayList<>();
    List<Row<?>> tails = new ArrayList<>();
    for (int device : largest) {
      Tags tags =
          Tags.of(
              "device",
              HarmlessText.ofOneLine(image.key(device).path()),
              "customer",
              HarmlessText.ofOneLine(image.customer(device)));
      resident.add(Row.of(tags, bytes(image.residentPages(device))));
      tails.add(Row.of(tags, bytes(image.tailPages(device))));
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
      String name, String unit, String description, ToDoubleFunction<HostImage.Host> figure) {
    gauge(name, unit, description, () -> figure.applyAsDouble(board.image().host()));
  }

  private void stalled(String kind, ToDoubleFunction<HostImage.Host> seconds) {
    FunctionCounter unused =
        FunctionCounter.builder(
                named("pressure.stalled"), board, b -> seconds.applyAsDouble(b.image().host()))
            .baseUnit("seconds")
            .description("Time in which tasks waited for memory (PSI total)")
            .tag("kind", kind)
            .register(registry);
  }

  private void events(String kind, ToDoubleFunction<HostImage.Host> count) {
    FunctionCounter unused =
        FunctionCounter.builder(
                named("pressure.events"), board, b -> count.applyAsDouble(b.image().host()))
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

  private static double demandBytes(HostImage.Host host) {
    return bytes(host.demandPages());
  }

  private static double bytes(long pages) {
    return (double) pages * HostSnapshot.PAGE_BYTES;
  }
}
