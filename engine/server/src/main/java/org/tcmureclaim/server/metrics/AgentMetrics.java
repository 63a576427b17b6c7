package org.tcmureclaim.server.metrics;

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
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.text.HarmlessText;
import org.tcmureclaim.image.CustomerSum;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.DurationKind;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What {@code /metrics} says, and what is sent to a collector: figures of an agent that are in its
 * files, and of the server itself. Per customer always; per device only for the largest, as many as
 * the configuration allows. Safe from any thread.
 */
public final class AgentMetrics {
  private static final double MICROS_PER_SECOND = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final TickImage NONE = new TickImage();

  private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final int mostDevices;
  private final List<BucketTimer> times;
  private final MultiGauge customerDevices;
  private final MultiGauge customerResident;
  private final MultiGauge customerTails;
  private final MultiGauge deviceResident;
  private final MultiGauge deviceTails;
  private volatile boolean sent;
  private @Nullable TickImage shown;
  private volatile TickImage image = new TickImage();
  private volatile @Nullable AgentState state;

  /** Keeps what counters ask alive: a registry holds it weakly, and would repeat its last word. */
  private final List<DoubleSupplier> counts = new CopyOnWriteArrayList<>();

  /**
   * Metrics of an agent that was not seen yet.
   *
   * @param mostDevices so many devices have figures of their own
   */
  public AgentMetrics(int mostDevices) {
    this.mostDevices = mostDevices;
    registry.add(prometheus);
    customerDevices = several("customer.devices", "", "Devices of a customer");
    customerResident = several("customer.resident", "bytes", "What its data areas hold");
    customerTails = several("customer.tail", "bytes", "What truncating all of them would free");
    deviceResident = several("device.resident", "bytes", "What its data area holds");
    deviceTails = several("device.tail", "bytes", "What truncating it would free");
    gauge("up", "", "1 while an agent is to be seen", () -> state == null ? 0 : 1);
    host();
    agent();
    lost();
    times = Stream.of(DurationKind.values()).map(kind -> timer(kind)).toList();
  }

  private void host() {
    ofImage("memory.total", "bytes", "MemTotal", one -> one.of(HostFigure.TOTAL_BYTES));
    ofImage("memory.available", "bytes", "MemAvailable", one -> one.of(HostFigure.AVAILABLE_BYTES));
    ofImage("demand", "bytes", "Wanted in the last tick", AgentMetrics::demandBytes);
    ofImage("urgency", "", "0 none to 3 emergency", one -> level(one.urgency()));
    stalled("some", HostFigure.SOME_TOTAL_MICROS);
    stalled("full", HostFigure.FULL_TOTAL_MICROS);
    events("some", HostFigure.SOME_EVENTS);
    events("full", HostFigure.FULL_EVENTS);
  }

  private void agent() {
    counter("decisions", "", "Plans", () -> image.of(HostFigure.DECISIONS));
    counter("truncations", "", "Cuts", () -> image.of(HostFigure.TRUNCATIONS));
    counter("freed", "bytes", "Freed", () -> bytes(image.of(HostFigure.FREED_PAGES)));
    counter(
        "came.back",
        "bytes",
        "Allocated again soon after they were freed",
        () -> bytes(image.of(HostFigure.CAME_BACK_PAGES)));
    counter(
        "handler.brakes",
        "",
        "How often a handler's LUNs got no cuts because it ended badly",
        () -> image.of(HostFigure.HANDLER_BRAKES));
    ofImage(
        "braked.devices",
        "",
        "LUNs that get no cuts now because their handler ended badly",
        one -> one.of(HostFigure.BRAKED_DEVICES));
    ofState("paused", "", "1 while plans are kept back", one -> one.paused() ? 1 : 0);
    ofState(
        "shim.missing",
        "",
        "1 where it only observes because the shim that was used here cannot be",
        one -> one.shimMissing() ? 1 : 0);
    ofState("starts.last.hour", "", "Starts of agents on this host", AgentState::startsLastHour);
    ofState(
        "worker.busy",
        "seconds",
        "How long the slowest helper thread has been at one thing",
        AgentMetrics::busySeconds);
    ofImage("tick.age", "seconds", "Since the newest tick began", AgentMetrics::ageSeconds);
    ofImage(
        "heap.used",
        "bytes",
        "Of the agent itself, garbage included",
        one -> one.of(HostFigure.HEAP_USED_BYTES));
  }

  private void lost() {
    counter(
        "worker.restarts",
        "",
        "Helper threads that failed and were started again",
        () -> image.of(HostFigure.WORKER_RESTARTS));
    counter(
        "log.dropped",
        "",
        "Too fast for the agent's own output",
        () -> image.of(HostFigure.REPORTS_DROPPED));
    counter(
        "journal.dropped",
        "",
        "Decisions not written down",
        () -> image.of(HostFigure.JOURNAL_DROPPED));
    counter(
        "recorder.lost.ticks",
        "",
        "Ticks not recorded",
        () -> image.of(HostFigure.RECORDER_LOST_TICKS));
  }

  private BucketTimer timer(DurationKind kind) {
    return kind == DurationKind.TICK
        ? new BucketTimer(
            registry,
            kind,
            named("tick"),
            "Sensing, deciding, handing over and showing it",
            Tags.empty())
        : new BucketTimer(
            registry,
            kind,
            named("reaction"),
            "From a PSI event to pages that are free",
            Tags.of("stage", kind.name().replace("REACTION_", "").toLowerCase(Locale.ROOT)));
  }

  /** Shows an agent as it is now. */
  public synchronized void show(AgentState newState, TickImage newImage) {
    times.forEach(timer -> timer.update(newImage.durations()));
    image = newImage;
    state = newState;
  }

  /** No agent is to be seen: its gauges have no value, and its counters stay where they were. */
  public synchronized void showNone() {
    state = null;
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
    TickImage now = state == null ? NONE : image;
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    customers(now);
    devices(now);
  }

  /** All of it in Prometheus' text format. */
  public String text() {
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

  private void ofImage(
      String name, String unit, String description, ToDoubleFunction<TickImage> figure) {
    gauge(name, unit, description, () -> state == null ? Double.NaN : figure.applyAsDouble(image));
  }

  private void ofState(
      String name, String unit, String description, ToDoubleFunction<AgentState> figure) {
    gauge(
        name,
        unit,
        description,
        () -> {
          AgentState now = state;
          return now == null ? Double.NaN : figure.applyAsDouble(now);
        });
  }

  private void stalled(String kind, HostFigure micros) {
    FunctionCounter unused =
        FunctionCounter.builder(
                named("pressure.stalled"), this, m -> m.image.of(micros) / MICROS_PER_SECOND)
            .baseUnit("seconds")
            .description("Time in which tasks waited for memory (PSI total)")
            .tag("kind", kind)
            .register(registry);
  }

  private void events(String kind, HostFigure count) {
    FunctionCounter unused =
        FunctionCounter.builder(named("pressure.events"), this, m -> m.image.of(count))
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

  private static double ageSeconds(TickImage image) {
    return Math.max(0, image.ageNanos(MonotonicClock.nanos())) / NANOS_PER_SECOND;
  }

  private static double busySeconds(AgentState state) {
    long nowNanos = MonotonicClock.nanos();
    return state.workers().stream().mapToLong(worker -> worker.busyNanos(nowNanos)).max().orElse(0)
        / NANOS_PER_SECOND;
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
