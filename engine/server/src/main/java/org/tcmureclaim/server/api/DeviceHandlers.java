package org.tcmureclaim.server.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.tcmureclaim.agent.answers.DeviceFilter;
import org.tcmureclaim.agent.answers.DeviceJson;
import org.tcmureclaim.agent.answers.DeviceOrder;
import org.tcmureclaim.agent.answers.DeviceQuestion;
import org.tcmureclaim.agent.answers.HeatJson;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;

/** Reads about devices. */
final class DeviceHandlers {
  private static final Set<String> LIST_PARAMETERS =
      Set.of("limit", "offset", "sort", "customer", "name");

  private final AgentFiles agent;
  private final CachedReply cache = new CachedReply();

  DeviceHandlers(AgentFiles agent) {
    this.agent = agent;
  }

  void list(RoutingContext context) {
    Query query = new Query(context).only(LIST_PARAMETERS);
    int limit = query.limit();
    int offset = (int) query.number("offset", 0, Integer.MAX_VALUE, 0);
    DeviceQuestion question =
        new DeviceQuestion(
            DeviceOrder.of(query.text("sort")),
            new DeviceFilter(query.text("customer"), query.text("name")),
            offset,
            limit);
    AgentState state = agent.state();
    question.requireKnown(state);
    TickImage image = agent.image();
    Reply.json(
        context,
        cache.get(version(state, image), question.toString(), () -> question.answer(image)));
  }

  void one(RoutingContext context) {
    new Query(context).only(Set.of());
    Reply.json(context, DeviceJson.detail(agent.imageWithLadders(), path(context)));
  }

  void heat(RoutingContext context) {
    new Query(context).only(Set.of());
    AgentState state = agent.state();
    TickImage image = agent.imageWithLadders();
    Reply.json(context, cache.get(version(state, image), "heat", () -> HeatJson.of(image)));
  }

  /** Ticks are counted by each run of an agent. */
  private static long version(AgentState state, TickImage image) {
    return 31 * state.startedEpochMillis() + image.of(HostFigure.TICK);
  }

  /** The device that the path of the request names. */
  static String path(RoutingContext context) {
    return context.pathParam("hba") + "/" + context.pathParam("name");
  }
}
