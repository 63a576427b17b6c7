package org.tcmureclaim.agent.answers;

import java.util.List;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/**
 * A part of the list of devices.
 *
 * @param offset devices that are left out before it
 * @param limit so many at most
 */
public record DeviceQuestion(DeviceOrder order, DeviceFilter filter, int offset, int limit) {

  /**
   * A misspelt customer must not look like one without devices.
   *
   * @throws UnansweredException where there is no such customer
   */
  public void requireKnown(AgentState state) {
    filter
        .customer()
        .ifPresent(
            customer -> {
              List<String> known = CustomerJson.names(state);
              if (!known.contains(customer)) {
                throw new UnansweredException(
                    UnansweredException.Reason.WRONG,
                    UnknownName.text("customer", customer, known));
              }
            });
  }

  /** The page, and where the next one begins. */
  public JsonObject answer(TickImage image) {
    List<Integer> devices = order.sorted(image, filter);
    int from = Math.min(offset, devices.size());
    int to = (int) Math.min(devices.size(), (long) from + limit);
    JsonArray items = new JsonArray();
    devices.subList(from, to).forEach(device -> items.add(DeviceJson.of(image, device)));
    JsonObject page = new JsonObject().put("total", devices.size()).put("items", items);
    return to < devices.size() ? page.put("next_offset", to) : page;
  }
}
