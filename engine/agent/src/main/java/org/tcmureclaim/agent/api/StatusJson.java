package org.tcmureclaim.agent.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tcmureclaim.agent.board.HostImage;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.snapshot.HostSnapshot;

/** How host and agent stand, as JSON. */
final class StatusJson {
  /** Most customers in a status; the smaller ones are added up. */
  private static final int MOST_CUSTOMERS = 16;

  private record Sum(String name, int devices, long residentPages, long tailPages) {
    Sum plus(Sum other) {
      return new Sum(
          name,
          devices + other.devices,
          residentPages + other.residentPages,
          tailPages + other.tailPages);
    }

    JsonObject json() {
      return new JsonObject()
          .put("customer", name)
          .put("devices", devices)
          .put("resident_pages", residentPages)
          .put("tail_pages", tailPages);
    }
  }

  private StatusJson() {}

  static JsonObject of(
      AgentFacts facts, HostImage image, StallShares stalls, AgentControls controls) {
    HostImage.Host host = image.host();
    return new JsonObject()
        .put("agent", agent(facts, controls))
        .put("health", HealthJson.of(controls.health()))
        .put("tick", host.tick())
        .put("at_seconds", seconds(facts, host))
        .mergeIn(ControlHandlers.json(controls.paused()))
        .put("urgency", word(host.urgency()))
        .put("trigger", word(host.trigger()))
        .put("demand_pages", host.demandPages())
        .put("memory", memory(image))
        .put("pressure", pressure(host, stalls))
        .put("devices", image.size())
        .put("resident_pages", image.totalResidentPages())
        .put("tail_pages", image.totalTailPages())
        .put("customers", customers(image))
        .put("counters", counters(controls.counters()));
  }

  /** Since the start, on the host's clock; 0 before the first tick. */
  private static double seconds(AgentFacts facts, HostImage.Host host) {
    long nanos = host.tick() == 0 ? 0 : host.takenAtNanos() - facts.startedAtNanos();
    return Math.round(nanos / 1e6) / 1e3;
  }

  private static JsonObject agent(AgentFacts facts, AgentControls controls) {
    AgentStarted started = facts.started();
    return new JsonObject()
        .put("version", facts.version())
        .put("host", started.host())
        .put("mode", started.mode())
        .put("truncator", started.truncator())
        .put("truncator_reason", started.truncatorReason())
        .put("policy", started.policy())
        .put("policy_jars", new JsonArray(controls.policyJars()))
        .put("started_epoch_millis", facts.startedEpochMillis());
  }

  private static JsonObject memory(HostImage image) {
    HostImage.Host host = image.host();
    long tailsBytes = image.totalTailPages() * HostSnapshot.PAGE_BYTES;
    return new JsonObject()
        .put("total_bytes", host.totalBytes())
        .put("available_bytes", host.availableBytes())
        .put("tails_bytes", tailsBytes)
        .put("true_available_bytes", host.availableBytes() + tailsBytes)
        .put("free_bytes", host.freeBytes())
        .put("swap_free_bytes", host.swapFreeBytes());
  }

  private static JsonObject pressure(HostImage.Host host, StallShares stalls) {
    return new JsonObject()
        .put("some_stall_share", stalls.some())
        .put("full_stall_share", stalls.full())
        .put("some_total_micros", host.someTotalMicros())
        .put("full_total_micros", host.fullTotalMicros())
        .put("some_events", host.someEvents())
        .put("full_events", host.fullEvents());
  }

  private static JsonArray customers(HostImage image) {
    Map<String, Sum> sums = new TreeMap<>();
    for (int i = 0; i < image.size(); i++) {
      Sum one = new Sum(image.customer(i), 1, image.residentPages(i), image.tailPages(i));
      sums.merge(one.name, one, Sum::plus);
    }
    List<Sum> largestFirst =
        sums.values().stream()
            .sorted((a, b) -> Long.compare(b.residentPages, a.residentPages))
            .toList();
    JsonArray json = new JsonArray();
    largestFirst.stream().limit(MOST_CUSTOMERS).forEach(sum -> json.add(sum.json()));
    largestFirst.stream()
        .skip(MOST_CUSTOMERS)
        .reduce(Sum::plus)
        .ifPresent(rest -> json.add(rest.json().put("customer", "(others)")));
    return json;
  }

  private static JsonObject counters(Counters counters) {
    return new JsonObject()
        .put("decisions", counters.decisions())
        .put("truncations", counters.truncations())
        .put("freed_pages", counters.pagesFreed())
        .put("came_back_pages", counters.pagesCameBack());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
