package org.tcmureclaim.server.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Supplier;
import org.tcmureclaim.agent.answers.DecisionLog;

/** Reads about decisions. */
final class DecisionHandlers {
  private final EventStream events;
  private final Supplier<News> newest;
  private final CachedReply cache = new CachedReply();

  /**
   * Handlers of the decisions that a stream has told.
   *
   * @param newest says whether they can be read
   */
  DecisionHandlers(EventStream events, Supplier<News> newest) {
    this.events = events;
    this.newest = newest;
  }

  void list(RoutingContext context) {
    Query query = new Query(context).only(Set.of("limit", "before"));
    int limit = query.limit();
    long before = query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    DecisionLog log = log();
    Reply.json(
        context, cache.get(events.told(), limit + " " + before, () -> log.page(before, limit)));
  }

  void one(RoutingContext context) {
    new Query(context).only(Set.of());
    Reply.json(context, log().one(context.pathParam("number")));
  }

  private DecisionLog log() {
    News news = newest.get();
    if (news.seen().isEmpty()) {
      throw new NoAgentException(news.absence());
    }
    if (!news.journalProblem().isEmpty()) {
      throw new Problem(503, "no-journal", "Decisions cannot be read", news.journalProblem())
          .exception();
    }
    return events.decisions();
  }
}
