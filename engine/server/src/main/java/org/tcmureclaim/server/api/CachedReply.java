package org.tcmureclaim.server.api;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.tcmureclaim.json.JsonObject;

/**
 * Answers that are the same until what they are about changes, by a tick or a decision, however
 * many ask: rendering a thousand devices for each of fifty viewers would make garbage that the
 * decision thread is stopped for. Bounded; used on the event loop alone.
 */
final class CachedReply {
  private static final int MOST_ANSWERS = 16;
  private static final int MOST_BYTES = 2 << 20;

  private final Map<String, Buffer> answers = new HashMap<>();
  private long version = -1;
  private int bytes;

  /**
   * The answer to this question, made now if nobody asked before since the last change.
   *
   * @param newVersion differs from all before where anything changed
   */
  Buffer get(long newVersion, String question, Supplier<JsonObject> answer) {
    if (version != newVersion) {
      answers.clear();
      bytes = 0;
      version = newVersion;
    }
    Buffer known = answers.get(question);
    if (known != null) {
      return known;
    }
    Buffer made = Buffer.buffer(answer.get().encode());
    if (answers.size() < MOST_ANSWERS && bytes + made.length() <= MOST_BYTES) {
      answers.put(question, made);
      bytes += made.length();
    }
    return made;
  }
}
