package org.tcmureclaim.command.client;

import org.tcmureclaim.json.JsonObject;

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
    String title = json.getString("title", "HTTP " + status);
    String detail = json.getString("detail", "");
    // What is wrong with a name or a number needs no heading.
    return (status == 400 || status == 404) && !detail.isEmpty() ? detail : title + ": " + detail;
  }
}
