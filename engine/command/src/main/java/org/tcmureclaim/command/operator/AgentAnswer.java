package org.tcmureclaim.command.operator;

import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** Reads what an agent answered, which may be of another version than this program. */
final class AgentAnswer {
  private AgentAnswer() {}

  /** Reads something out of an answer. */
  @FunctionalInterface
  interface Reading<T, E extends Exception> {
    T read() throws E;
  }

  /**
   * What a reading of JSON gives.
   *
   * @throws HostException where something is missing that it needs, or is of another kind
   */
  static <T, E extends Exception> T read(Reading<T, E> reading) throws E {
    try {
      return reading.read();
    } catch (ClassCastException
        | NullPointerException
        | DateTimeException
        | ArithmeticException e) {
      // JsonObject has no other way to say it.
      throw new HostException(
          "the answer is not one of an agent of this version; 'tcmu-reclaim --version' says which"
              + " this program is ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  /** Asks for one page of a list. */
  @FunctionalInterface
  interface PageOf {
    /**
     * The page that begins here.
     *
     * @param limit the most members that it has
     */
    JsonObject at(int offset, int limit);
  }

  /**
   * A list, page after page.
   *
   * @param limit the most members that are wanted
   * @param pageLimit the most that are asked for at a time
   */
  static JsonArray all(int limit, int pageLimit, PageOf pages) {
    JsonArray all = new JsonArray();
    Integer offset = 0;
    while (offset != null && all.size() < limit) {
      JsonObject page = pages.at(offset, Math.min(pageLimit, limit - all.size()));
      all.addAll(page.getJsonArray("items"));
      offset = nextOffset(page, offset);
    }
    return all;
  }

  /**
   * Where the page after this one begins; null after the last one.
   *
   * @param offset where this one begins
   * @throws HostException where it does not lead on, which would never end
   */
  static @Nullable Integer nextOffset(JsonObject page, int offset) {
    Integer next = page.getInteger("next_offset");
    if (next != null && next <= offset) {
      throw new HostException(
          "the answer is not one of an agent: after page " + offset + " follows page " + next);
    }
    return next;
  }
}
