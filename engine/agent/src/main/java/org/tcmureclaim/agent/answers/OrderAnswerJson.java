package org.tcmureclaim.agent.answers;

import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** Answers to orders in the words of the API. */
public final class OrderAnswerJson {
  /** Of an order that the agent is not done with: what goes on. */
  public static final String UNDER_WAY = "under_way";

  private OrderAnswerJson() {}

  public static JsonObject of(OrderAnswer answer) {
    if (answer instanceof OrderAnswer.Paused paused) {
      JsonObject json =
          new JsonObject()
              .put("paused", paused.all())
              .put("paused_customers", new JsonArray(paused.customers()));
      putUnlessNone(json, "paused_customers_not_listed", paused.moreCustomers());
      return putUnlessNone(json, "ends_in_seconds", paused.endsInSeconds());
    } else if (answer instanceof OrderAnswer.Shrunk shrunk) {
      return of(shrunk);
    } else if (answer instanceof OrderAnswer.Reloaded reloaded) {
      JsonObject json =
          new JsonObject()
              .put("at_once", new JsonArray(reloaded.atOnce()))
              .put("after_restart", new JsonArray(reloaded.afterRestart()))
              .put("lost_promises", new JsonArray(reloaded.lostPromises()))
              .put("held_seconds", reloaded.heldSeconds());
      return putUnlessNone(json, "changes_not_listed", reloaded.moreChanges());
    } else if (answer instanceof OrderAnswer.UnderWay underWay) {
      return new JsonObject().put(UNDER_WAY, underWay.sentence());
    }
    return new JsonObject().put("refused", ((OrderAnswer.Refused) answer).sentence());
  }

  private static JsonObject putUnlessNone(JsonObject json, String key, long number) {
    return number == 0 ? json : json.put(key, number);
  }

  private static JsonObject of(OrderAnswer.Shrunk shrunk) {
    JsonObject json =
        new JsonObject()
            .put("device", shrunk.device())
            .put("resident_pages", shrunk.residentPages())
            .put("tail_pages", shrunk.tailPages())
            .put("keep_pages", shrunk.keepPages())
            .put("expected_pages", shrunk.expectedPages())
            .put("dry_run", shrunk.dryRun());
    return shrunk.dryRun()
        ? json
        : json.put("decision", shrunk.decision())
            .put("result", shrunk.result())
            .put("freed_pages", shrunk.freedPages())
            .put("problem", shrunk.problem());
  }
}
