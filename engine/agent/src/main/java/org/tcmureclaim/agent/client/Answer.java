package org.tcmureclaim.agent.client;

import io.vertx.core.json.JsonObject;

/**
 * What an agent answered.
 *
 * @param status of HTTP
 */
public record Answer(int status, JsonObject json) {
  public boolean isFine() {
    return status / 100 == 2;
  }

  /** What an RFC 9457 problem says to an operator. */
  public String problem() {
    return json.getString("title", "HTTP " + status) + ": " + json.getString("detail", "");
  }
}
