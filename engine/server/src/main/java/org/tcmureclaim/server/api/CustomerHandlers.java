package org.tcmureclaim.server.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.tcmureclaim.agent.answers.CustomerJson;

/** Reads about customers. */
final class CustomerHandlers {
  private final AgentFiles agent;

  CustomerHandlers(AgentFiles agent) {
    this.agent = agent;
  }

  void list(RoutingContext context) {
    Query query = new Query(context).only(Set.of("limit", "offset"));
    int limit = query.limit();
    int offset = (int) query.number("offset", 0, Integer.MAX_VALUE, 0);
    Reply.json(context, CustomerJson.page(agent.state(), agent.image(), offset, limit));
  }

  void one(RoutingContext context) {
    new Query(context).only(Set.of());
    Reply.json(
        context, CustomerJson.one(agent.state(), agent.image(), context.pathParam("customer")));
  }
}
