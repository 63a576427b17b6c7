package org.tcmureclaim.agent.answers;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.PausedCustomer;
import org.tcmureclaim.image.CustomerSum;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.snapshot.HostSnapshot;

/** How host and agent stand, as JSON. */
public final class StatusJson {
  /** Most customers in a status; the smaller ones are added up. */
  private static final int MOST_CUSTOMERS = 16;

  private StatusJson() {}

  /**
   * Of an agent.
   *
   * @param nowNanos on the monotonic clock, which all processes of a host share
   */
  public static JsonObject of(AgentState state, TickImage image, TickAge age, long nowNanos) {
    return new JsonObject()
        .put("agent", agent(state))
        .put("health", HealthJson.of(state, age, nowNanos))
        .put("tick", image.of(HostFigure.TICK))
        .put("at_seconds", seconds(image))
        .put("paused", state.paused())
        .put("paused_customers", pausedCustomers(state))
        .put("urgency", word(image.urgency()))
        .put("trigger", word(image.trigger()))
        .put("demand_pages", image.of(HostFigure.DEMAND_PAGES))
        .put("memory", memory(image))
        .put("pressure", pressure(image))
        .put("devices", image.size())
        .put("braked_devices", image.of(HostFigure.BRAKED_DEVICES))
        .put("resident_pages", image.sum(DeviceFigure.RESIDENT_PAGES))
        .put("tail_pages", image.sum(DeviceFigure.TAIL_PAGES))
        .put("customers", customers(image))
        .put("counters", counters(image));
  }

  /** Since the start, on the host's clock; 0 before the first tick. */
  private static double seconds(TickImage image) {
    long nanos = image.of(HostFigure.TAKEN_AT_NANOS) - image.of(HostFigure.STARTED_AT_NANOS);
    return Math.round(nanos / 1e6) / 1e3;
  }

  private static JsonObject agent(AgentState state) {
    AgentStarted started = state.started();
    return new JsonObject()
        .put("version", state.version())
        .put("host", started.host())
        .put("mode", started.mode())
        .put("truncator", started.truncator())
        .put("truncator_reason", started.truncatorReason())
        .put("policy", started.policy())
        .put("policy_jars", new JsonArray(state.policyJars()))
        .put("started_epoch_millis", state.startedEpochMillis());
  }

  private static JsonArray pausedCustomers(AgentState state) {
    return new JsonArray(state.pausedCustomers().stream().map(PausedCustomer::name).toList());
  }

  private static JsonObject memory(TickImage image) {
    long tailsBytes = image.sum(DeviceFigure.TAIL_PAGES) * HostSnapshot.PAGE_BYTES;
    return new JsonObject()
        .put("total_bytes", image.of(HostFigure.TOTAL_BYTES))
        .put("available_bytes", image.of(HostFigure.AVAILABLE_BYTES))
        .put("tails_bytes", tailsBytes)
        .put("true_available_bytes", image.of(HostFigure.AVAILABLE_BYTES) + tailsBytes)
        .put("free_bytes", image.of(HostFigure.FREE_BYTES))
        .put("swap_free_bytes", image.of(HostFigure.SWAP_FREE_BYTES));
  }

  private static JsonObject pressure(TickImage image) {
    return new JsonObject()
        .put("some_stall_share", image.someStallShare())
        .put("full_stall_share", image.fullStallShare())
        .put("some_total_micros", image.of(HostFigure.SOME_TOTAL_MICROS))
        .put("full_total_micros", image.of(HostFigure.FULL_TOTAL_MICROS))
        .put("some_events", image.of(HostFigure.SOME_EVENTS))
        .put("full_events", image.of(HostFigure.FULL_EVENTS));
  }

  private static JsonArray customers(TickImage image) {
    List<CustomerSum> largestFirst =
        CustomerSum.of(image).stream()
            .sorted(Comparator.comparingLong(sum -> -sum.residentPages()))
            .toList();
    JsonArray json = new JsonArray();
    largestFirst.stream().limit(MOST_CUSTOMERS).forEach(sum -> json.add(json(sum)));
    largestFirst.stream()
        .skip(MOST_CUSTOMERS)
        .reduce(CustomerSum::plus)
        .ifPresent(rest -> json.add(json(rest).put("customer", "(others)")));
    return json;
  }

  private static JsonObject json(CustomerSum sum) {
    return new JsonObject()
        .put("customer", sum.customer())
        .put("devices", sum.devices())
        .put("resident_pages", sum.residentPages())
        .put("tail_pages", sum.tailPages());
  }

  private static JsonObject counters(TickImage image) {
    return new JsonObject()
        .put("decisions", image.of(HostFigure.DECISIONS))
        .put("truncations", image.of(HostFigure.TRUNCATIONS))
        .put("freed_pages", image.of(HostFigure.FREED_PAGES))
        .put("came_back_pages", image.of(HostFigure.CAME_BACK_PAGES));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
