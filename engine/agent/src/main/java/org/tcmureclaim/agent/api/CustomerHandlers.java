package org.tcmureclaim.agent.api;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Reads about customers. */
final class CustomerHandlers {
  private final NewestTick newest;
  private final AgentControls controls;

  CustomerHandlers(NewestTick newest, AgentControls controls) {
    this.newest = newest;
    this.controls = controls;
  }

  void list(RoutingContext context) {
    Query query = new Query(context).only(Set.of("limit", "offset"));
    List<CustomerPolicy> customers = controls.customers();
    int from = (int) Math.min(query.number("offset", 0, Integer.MAX_VALUE, 0), customers.size());
    int to = Math.min(customers.size(), from + query.limit());
    TickImage image = newest.image();
    JsonArray items = new JsonArray();
    customers.subList(from, to).forEach(customer -> items.add(json(image, customer)));
    JsonObject page = new JsonObject().put("total", customers.size()).put("items", items);
    Reply.json(context, to < customers.size() ? page.put("next_offset", to) : page);
  }

  void one(RoutingContext context) {
    new Query(context).only(Set.of());
    String name = context.pathParam("customer");
    TickImage image = newest.image();
    CustomerPolicy found =
        controls.customers().stream()
            .filter(customer -> customer.settings().name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.notFound(UnknownName.text("customer", name, names(controls)))
                        .exception());
    Reply.json(context, json(image, found));
  }

  static List<String> names(AgentControls controls) {
    return controls.customers().stream().map(customer -> customer.settings().name()).toList();
  }

  private JsonObject json(TickImage image, CustomerPolicy customer) {
    String name = customer.settings().name();
    Protection limits = customer.settings().protection();
    List<Integer> devices = new ArrayList<>();
    for (int i = 0; i < image.size(); i++) {
      if (image.customer(i).equals(name)) {
        devices.add(i);
      }
    }
    return new JsonObject()
        .put("customer", name)
        .put("policy", customer.policyName())
        .put("preference", customer.settings().preference().name().toLowerCase(Locale.ROOT))
        .put("paused", controls.paused().customers().contains(name))
        .put("weight", customer.settings().weight())
        .put("devices", devices.size())
        .put(
            "resident_pages",
            devices.stream().mapToLong(i -> image.of(DeviceFigure.RESIDENT_PAGES, i)).sum())
        .put(
            "tail_pages",
            devices.stream().mapToLong(i -> image.of(DeviceFigure.TAIL_PAGES, i)).sum())
        .put("min_bytes", limits.minPages() * HostSnapshot.PAGE_BYTES)
        .put("low_bytes", limits.lowPages() * HostSnapshot.PAGE_BYTES)
        .put("high_bytes", bytesOrNull(limits.highPages()))
        .put("max_bytes", bytesOrNull(limits.maxPages()));
  }

  private static @Nullable Long bytesOrNull(long pages) {
    return pages == Protection.UNLIMITED ? null : pages * HostSnapshot.PAGE_BYTES;
  }
}
