package org.tcmureclaim.agent.answers;

import java.util.List;
import java.util.function.Function;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** A part of a list as JSON, with how long the list is, and where the next part begins. */
final class Page {
  private Page() {}

  /**
   * A part of a list.
   *
   * @param offset members that are left out before it
   * @param limit the most members that it has
   */
  static <T> JsonObject of(List<T> all, int offset, int limit, Function<T, JsonObject> json) {
    int from = Math.min(offset, all.size());
    int to = (int) Math.min(all.size(), (long) from + limit);
    JsonArray items = new JsonArray();
    all.subList(from, to).forEach(item -> items.add(json.apply(item)));
    JsonObject page = new JsonObject().put("total", all.size()).put("items", items);
    return to < all.size() ? page.put("next_offset", to) : page;
  }
}
