package org.tcmureclaim.agent.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Supplier;
import org.tcmureclaim.agent.answers.CustomerJson;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.image.NewestTick;

/** Reads about customers. */
final class CustomerHandlers {
  private final NewestTick newest;
  private final Supplier<AgentState> state;

  CustomerHandlers(NewestTick newest, Supplier<AgentState> state) {
    this.newest = newest;
    this.state = state;
  }

  void list(RoutingContext context) {
    Query query = new Query(context).only(Set.of("limit", "offset"));
    int limit = query.limit();
    int offset = (int) query.number("offset", 0, Integer.MAX_VALUE, 0);
    Reply.json(context, CustomerJson.page(state.get(), newest.image(), offset, limit));
  }

  void one(RoutingContext context) {
    new Query(context).only(Set.of());
    Reply.json(
        context, CustomerJson.one(state.get(), newest.image(), context.pathParam("customer")));
  }
}
