package org.tcmureclaim.agent.api;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** Reads about decisions. */
final class DecisionHandlers {
  private final DecisionLog log;
  private final Runnable hear;
  private final CachedReply cache = new CachedReply();

  /**
   * Handlers of a log.
   *
   * @param hear brings the log up to date: who has cut a device must find that decision at once
   */
  DecisionHandlers(DecisionLog log, Runnable hear) {
    this.log = log;
    this.hear = hear;
  }

  void list(RoutingContext context) {
    Query query = new Query(context).only(Set.of("limit", "before"));
    int limit = query.limit();
    long before = query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    hear.run();
    Reply.json(context, cache.get(log.added(), limit + " " + before, () -> page(before, limit)));
  }

  private JsonObject page(long before, int limit) {
    List<DecisionLog.Logged> found = log.before(before, limit);
    JsonArray items = new JsonArray();
    found.forEach(logged -> items.add(logged.json()));
    JsonObject page = new JsonObject().put("total", log.size()).put("items", items);
    if (found.size() == limit) {
      page.put("next_before", found.get(limit - 1).decision().number());
    }
    return page;
  }

  void one(RoutingContext context) {
    new Query(context).only(Set.of());
    hear.run();
    String text = context.pathParam("number");
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    Reply.json(
        context,
        log.find(number)
            .orElseThrow(
                () ->
                    Problem.notFound(
                            "no decision " + text + " among the newest; older ones: explain")
                        .exception())
            .json());
  }
}
