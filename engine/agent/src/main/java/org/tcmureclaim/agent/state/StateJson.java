package org.tcmureclaim.agent.state;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/**
 * The state of an agent as JSON. What is not there has no key. A key that is new here leaves the
 * format as it is; the format is raised where a reader of the one before would be misled.
 */
final class StateJson {
  static final int FORMAT = 1;

  private StateJson() {}

  static String text(AgentState state) {
    return json(state).encodePrettily() + "\n";
  }

  private static JsonObject json(AgentState state) {
    JsonObject json =
        new JsonObject()
            .put("format", FORMAT)
            .put("version", state.version())
            .put("pid", state.pid())
            .put("started_epoch_millis", state.startedEpochMillis())
            .put("started_at_nanos", state.startedAtNanos())
            .put("started", json(state.started()))
            .put("shim_missing", state.shimMissing());
    state.journal().ifPresent(folder -> json.put("journal", folder.toString()));
    state.orders().ifPresent(socket -> json.put("orders", socket.toString()));
    state.recording().ifPresent(folder -> json.put("recording", folder.toString()));
    return json.put("paused", state.paused())
        .put("pause_ends_at_nanos", state.pauseEndsAtNanos())
        .put("paused_customers", list(state.pausedCustomers(), StateJson::json))
        .put("customers", list(state.customers(), StateJson::json))
        .put("policy_jars", list(state.policyJars(), jar -> jar))
        .put("starts_last_hour", state.startsLastHour())
        .put("last_end", state.lastEnd())
        .put("workers", list(state.workers(), StateJson::json))
        .put("notices", list(state.notices(), StateJson::json));
  }

  private static <T> JsonArray list(Collection<T> items, Function<T, Object> json) {
    JsonArray list = new JsonArray();
    items.forEach(item -> list.add(json.apply(item)));
    return list;
  }

  private static JsonObject json(AgentStarted started) {
    return new JsonObject()
        .put("host", started.host())
        .put("mode", started.mode())
        .put("truncator", started.truncator())
        .put("truncator_reason", started.truncatorReason())
        .put("policy", started.policy())
        .put("devices", started.devices())
        .put("at_seconds", started.atSeconds());
  }

  private static JsonObject json(PausedCustomer customer) {
    return new JsonObject()
        .put("name", customer.name())
        .put("ends_at_nanos", customer.endsAtNanos());
  }

  private static JsonObject json(CustomerState customer) {
    return new JsonObject()
        .put("name", customer.name())
        .put("policy", customer.policy())
        .put("preference", customer.preference())
        .put("weight", customer.weight())
        .put("min_bytes", customer.minBytes())
        .put("low_bytes", customer.lowBytes())
        .put("high_bytes", customer.highBytes())
        .put("max_bytes", customer.maxBytes());
  }

  private static JsonObject json(WorkerStanding worker) {
    return new JsonObject()
        .put("name", worker.name())
        .put("task", worker.task())
        .put("running", worker.running())
        .put("busy_since_nanos", worker.busySinceNanos())
        .put("restarts", worker.restarts())
        .put("problem", worker.problem());
  }

  private static JsonObject json(Notice notice) {
    return new JsonObject()
        .put("number", notice.number())
        .put("epoch_millis", notice.epochMillis())
        .put("level", notice.level().name().toLowerCase(Locale.ROOT))
        .put("message", notice.message());
  }

  /**
   * What it says.
   *
   * @throws StateException where a key is not there or has a value of another kind
   */
  static AgentState state(StateFields fields) {
    return new AgentState(
        fields.text("version"),
        fields.number("pid"),
        fields.number("started_epoch_millis"),
        fields.number("started_at_nanos"),
        started(fields.object("started")),
        fields.flag("shim_missing"),
        path(fields, "journal"),
        path(fields, "orders"),
        path(fields, "recording"),
        fields.flag("paused"),
        fields.number("pause_ends_at_nanos"),
        fields.objects(
            "paused_customers",
            one -> new PausedCustomer(one.text("name"), one.number("ends_at_nanos"))),
        fields.objects("customers", StateJson::customer),
        fields.texts("policy_jars"),
        fields.count("starts_last_hour"),
        fields.text("last_end"),
        fields.objects("workers", StateJson::worker),
        fields.objects("notices", StateJson::notice));
  }

  private static Optional<Path> path(StateFields fields, String key) {
    return fields.has(key) ? Optional.of(fields.path(key)) : Optional.empty();
  }

  private static AgentStarted started(StateFields fields) {
    return new AgentStarted(
        fields.text("host"),
        fields.text("mode"),
        fields.text("truncator"),
        fields.text("truncator_reason"),
        fields.text("policy"),
        fields.count("devices"),
        fields.seconds("at_seconds"));
  }

  private static CustomerState customer(StateFields fields) {
    return new CustomerState(
        fields.text("name"),
        fields.text("policy"),
        fields.text("preference"),
        fields.count("weight"),
        fields.number("min_bytes"),
        fields.number("low_bytes"),
        fields.number("high_bytes"),
        fields.number("max_bytes"));
  }

  private static WorkerStanding worker(StateFields fields) {
    return new WorkerStanding(
        fields.text("name"),
        fields.text("task"),
        fields.flag("running"),
        fields.number("busy_since_nanos"),
        fields.number("restarts"),
        fields.text("problem"));
  }

  private static Notice notice(StateFields fields) {
    return new Notice(
        fields.number("number"),
        fields.number("epoch_millis"),
        fields.constant("level", NoticeReport.Level.class),
        fields.text("message"));
  }
}
