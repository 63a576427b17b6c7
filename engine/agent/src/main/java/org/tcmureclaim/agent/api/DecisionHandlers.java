package org.tcmureclaim.agent.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.tcmureclaim.agent.answers.DecisionLog;

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
    Reply.json(
        context, cache.get(log.added(), limit + " " + before, () -> log.page(before, limit)));
  }

  void one(RoutingContext context) {
    new Query(context).only(Set.of());
    hear.run();
    Reply.json(context, log.one(context.pathParam("number")));
  }
}
