package org.tcmureclaim.agent.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Supplier;
import org.tcmureclaim.agent.answers.DeviceFilter;
import org.tcmureclaim.agent.answers.DeviceJson;
import org.tcmureclaim.agent.answers.DeviceOrder;
import org.tcmureclaim.agent.answers.DeviceQuestion;
import org.tcmureclaim.agent.answers.HeatJson;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickImage;

/** Reads about devices. */
final class DeviceHandlers {
  private static final Set<String> LIST_PARAMETERS =
      Set.of("limit", "offset", "sort", "customer", "name");

  private final NewestTick newest;
  private final Supplier<AgentState> state;
  private final CachedReply cache = new CachedReply();

  DeviceHandlers(NewestTick newest, Supplier<AgentState> state) {
    this.state = state;
    this.newest = newest;
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
    question.requireKnown(state.get());
    TickImage image = newest.image();
    Reply.json(
        context,
        cache.get(image.of(HostFigure.TICK), question.toString(), () -> question.answer(image)));
  }

  void one(RoutingContext context) {
    new Query(context).only(Set.of());
    Reply.json(context, DeviceJson.detail(newest.imageWithLadders(), path(context)));
  }

  void heat(RoutingContext context) {
    new Query(context).only(Set.of());
    TickImage image = newest.imageWithLadders();
    Reply.json(context, cache.get(image.of(HostFigure.TICK), "heat", () -> HeatJson.of(image)));
  }

  /** The device that the path of the request names. */
  static String path(RoutingContext context) {
    return context.pathParam("hba") + "/" + context.pathParam("name");
  }
}
