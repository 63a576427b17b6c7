package org.tcmureclaim.command.operator;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** Asks to pause or resume, and says who is paused then. */
final class PauseAnswer {
  private PauseAnswer() {}

  static void tell(
      OrderOptions options, Surroundings around, Order.Task task, Optional<String> customer) {
    options.carryOut(
        around, task, () -> throughApi(options, around, task, customer), PauseAnswer::text);
  }

  private static JsonObject throughApi(
      OrderOptions options, Surroundings around, Order.Task task, Optional<String> customer) {
    if (task instanceof Order.Pause pause && pause.forSeconds() > 0) {
      throw options.wrong("--for goes over the agent's order socket only, not through an API");
    }
    JsonObject body = new JsonObject();
    customer.ifPresent(name -> body.put("customer", name));
    String path = "/" + task.kind().name().toLowerCase(Locale.ROOT);
    return AgentOptions.fine(options.agent().client(around).post(path, body)).json();
  }

  private static String text(JsonObject answer) {
    JsonArray customers = answer.getJsonArray("paused_customers");
    long more = answer.getLong("paused_customers_not_listed", 0L);
    long seconds = answer.getLong("ends_in_seconds", 0L);
    String all = answer.getBoolean("paused") ? "paused: plans are kept back\n" : "";
    String some =
        customers.isEmpty()
            ? ""
            : "paused: "
                + customers.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (more == 0 ? "" : " and " + more + " more")
                + "\n";
    String end = seconds == 0 ? "" : "it ends by itself in " + seconds + " s\n";
    return all.isEmpty() && some.isEmpty() ? "nothing is paused\n" : all + some + end;
  }
}
