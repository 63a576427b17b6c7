package org.tcmureclaim.agent.operator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tcmureclaim.agent.cli.Surroundings;

/** Asks to pause or resume, and says who is paused then. */
final class PauseAnswer {
  private PauseAnswer() {}

  static void tell(
      AgentOptions options, Surroundings around, String path, Optional<String> customer) {
    JsonObject body = new JsonObject();
    customer.ifPresent(name -> body.put("customer", name));
    JsonObject answer = AgentOptions.fine(options.client(around).post(path, body)).json();
    boolean unused =
        new Output(around)
            .print(options.json() ? answer.encode() + "\n" : AgentAnswer.read(() -> text(answer)));
  }

  private static String text(JsonObject answer) {
    JsonArray customers = answer.getJsonArray("paused_customers");
    String all = answer.getBoolean("paused") ? "paused: plans are kept back\n" : "";
    String some =
        customers.isEmpty()
            ? ""
            : "paused: "
                + customers.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + "\n";
    return all.isEmpty() && some.isEmpty() ? "nothing is paused\n" : all + some;
  }
}
