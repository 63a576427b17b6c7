package org.tcmureclaim.agent.api;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** Reads about devices. */
final class DeviceHandlers {
  private static final Set<String> LIST_PARAMETERS =
      Set.of("limit", "offset", "sort", "customer", "name");

  private final NewestTick newest;
  private final AgentControls controls;
  private final CachedReply cache = new CachedReply();

  DeviceHandlers(NewestTick newest, AgentControls controls) {
    this.controls = controls;
    this.newest = newest;
  }

  void list(RoutingContext context) {
    Query query = new Query(context).only(LIST_PARAMETERS);
    int limit = query.limit();
    int offset = (int) query.number("offset", 0, Integer.MAX_VALUE, 0);
    DeviceOrder order = DeviceOrder.of(query.text("sort"));
    query.text("customer").ifPresent(this::refuseUnknown);
    TickImage image = newest.image();
    DeviceFilter filter = new DeviceFilter(query.text("customer"), query.text("name"));
    String question = order + " " + limit + " " + offset + " " + filter;
    Reply.json(
        context,
        cache.get(
            image.of(HostFigure.TICK),
            question,
            () -> page(image, order.sorted(image, filter), offset, limit)));
  }

  /** A misspelt customer must not look like one without devices. */
  private void refuseUnknown(String customer) {
    List<String> known = CustomerHandlers.names(controls);
    if (!known.contains(customer)) {
      throw Problem.badRequest(UnknownName.text("customer", customer, known)).exception();
    }
  }

  private static JsonObject page(TickImage image, List<Integer> devices, int offset, int limit) {
    int from = Math.min(offset, devices.size());
    int to = Math.min(devices.size(), from + limit);
    JsonArray items = new JsonArray();
    devices.subList(from, to).forEach(device -> items.add(DeviceJson.of(image, device)));
    JsonObject page = new JsonObject().put("total", devices.size()).put("items", items);
    return to < devices.size() ? page.put("next_offset", to) : page;
  }

  void one(RoutingContext context) {
    new Query(context).only(Set.of());
    TickImage image = newest.imageWithLadders();
    Reply.json(context, DeviceJson.detail(image, find(image, context)));
  }

  void heat(RoutingContext context) {
    new Query(context).only(Set.of());
    TickImage image = newest.imageWithLadders();
    Reply.json(context, cache.get(image.of(HostFigure.TICK), "heat", () -> HeatJson.of(image)));
  }

  /** The device that the path of the request names. */
  static int find(TickImage image, RoutingContext context) {
    String path = context.pathParam("hba") + "/" + context.pathParam("name");
    OptionalInt device = image.find(path);
    return device.orElseThrow(
        () -> Problem.notFound(UnknownName.text("device", path, image.paths())).exception());
  }
}
