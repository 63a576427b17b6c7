package org.tcmureclaim.agent.journal;

import java.util.Optional;
import org.tcmureclaim.json.JsonObject;

/**
 * An order as the journal has it.
 *
 * @param order what was to be done, as it is typed: "pause --customer gold"
 * @param userId who gave it, as a number
 * @param processId of who gave it
 * @param origin by which way: "the command line", "the server"
 * @param token the name of the token that was shown to the server; empty for none
 * @param answer the agent's answer in words
 * @param done whether it was not refused
 */
public record OrderEntry(
    String order,
    long userId,
    int processId,
    String origin,
    String token,
    String answer,
    boolean done) {

  /** For a log, on one line. */
  public String text() {
    return "%s, by user %d (process %d) through %s: %s"
        .formatted(
            order,
            userId,
            processId,
            token.isEmpty() ? origin : origin + ", token " + token,
            answer);
  }

  JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("order", order)
            .put("user_id", userId)
            .put("process_id", processId)
            .put("origin", origin);
    return (token.isEmpty() ? json : json.put("token", token))
        .put("answer", answer)
        .put("done", done);
  }

  static Optional<OrderEntry> of(JsonObject json) {
    try {
      String order = json.getString("order");
      return order == null
          ? Optional.empty()
          : Optional.of(
              new OrderEntry(
                  order,
                  json.getLong("user_id", 0L),
                  json.getInteger("process_id", 0),
                  json.getString("origin", ""),
                  json.getString("token", ""),
                  json.getString("answer", ""),
                  json.getBoolean("done", false)));
    } catch (ClassCastException e) {
      return Optional.empty();
    }
  }
}
