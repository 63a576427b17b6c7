package org.tcmureclaim.agent.answers;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.CustomerState;
import org.tcmureclaim.image.CustomerSum;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonObject;

/** Customers as JSON: what each holds, and what it was promised. */
public final class CustomerJson {
  private CustomerJson() {}

  /**
   * A part of the list, in the order of the configuration, and where the next one begins.
   *
   * @param offset customers that are left out before it
   * @param limit the most that it has
   */
  public static JsonObject page(AgentState state, TickImage image, int offset, int limit) {
    Map<String, CustomerSum> sums = CustomerSum.byName(image);
    return Page.of(state.customers(), offset, limit, customer -> json(state, customer, sums));
  }

  /**
   * The customer of this name.
   *
   * @throws UnansweredException where there is none
   */
  public static JsonObject one(AgentState state, TickImage image, String name) {
    return state.customers().stream()
        .filter(customer -> customer.name().equals(name))
        .findFirst()
        .map(customer -> json(state, customer, CustomerSum.byName(image)))
        .orElseThrow(
            () ->
                new UnansweredException(
                    UnansweredException.Reason.NO_SUCH,
                    UnknownName.text("customer", name, names(state))));
  }

  static List<String> names(AgentState state) {
    return state.customers().stream().map(CustomerState::name).toList();
  }

  private static JsonObject json(
      AgentState state, CustomerState customer, Map<String, CustomerSum> sums) {
    CustomerSum sum = sums.getOrDefault(customer.name(), new CustomerSum(customer.name(), 0, 0, 0));
    return new JsonObject()
        .put("customer", customer.name())
        .put("policy", customer.policy())
        .put("preference", customer.preference())
        .put("paused", state.pauseOf(customer.name()).isPresent())
        .put("weight", customer.weight())
        .put("devices", sum.devices())
        .put("resident_pages", sum.residentPages())
        .put("tail_pages", sum.tailPages())
        .put("min_bytes", customer.minBytes())
        .put("low_bytes", customer.lowBytes())
        .put("high_bytes", orNull(customer.highBytes()))
        .put("max_bytes", orNull(customer.maxBytes()));
  }

  private static @Nullable Long orNull(long bytes) {
    return bytes == CustomerState.UNLIMITED ? null : bytes;
  }
}
