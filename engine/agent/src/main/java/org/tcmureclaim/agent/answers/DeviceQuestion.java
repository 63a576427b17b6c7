package org.tcmureclaim.agent.answers;

import java.util.List;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonObject;

/**
 * A part of the list of devices.
 *
 * @param offset devices that are left out before it
 * @param limit the most that it has
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
    return Page.of(
        order.sorted(image, filter), offset, limit, device -> DeviceJson.of(image, device));
  }
}
