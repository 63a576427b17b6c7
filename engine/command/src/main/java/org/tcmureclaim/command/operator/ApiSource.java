package org.tcmureclaim.command.operator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.command.client.Answer;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** Asks the API of an agent, which may be on another host. */
final class ApiSource implements AgentSource {
  private final AgentClient client;

  ApiSource(AgentClient client) {
    this.client = client;
  }

  /** Each answer is of now. */
  @Override
  public void refresh() {}

  @Override
  public JsonObject status() {
    return get("/status");
  }

  @Override
  public JsonObject devices(WantedDevices wanted, int offset, int limit) {
    StringBuilder query = new StringBuilder("/devices?limit=" + limit + "&offset=" + offset);
    query.append("&sort=").append(encoded(wanted.sort()));
    wanted.customer().ifPresent(name -> query.append("&customer=").append(encoded(name)));
    wanted.name().ifPresent(part -> query.append("&name=").append(encoded(part)));
    return get(query.toString());
  }

  @Override
  public JsonObject customers(int offset, int limit) {
    return get("/customers?limit=" + limit + "&offset=" + offset);
  }

  @Override
  public JsonArray decisions(int limit) {
    return get("/decisions?limit=" + limit).getJsonArray("items");
  }

  @Override
  public void follow(long after, Predicate<JsonObject> each) {
    client.follow(
        (type, data) ->
            !type.equals("decision") || data.getLong("number") <= after || each.test(data));
  }

  @Override
  public String pause(boolean paused) {
    Answer answer = client.post(paused ? "/pause" : "/resume", new JsonObject());
    return answer.isFine() ? "" : answer.problem();
  }

  /** Its status says so. */
  @Override
  public Optional<String> stale() {
    return Optional.empty();
  }

  /** One that has ended does not answer. */
  @Override
  public Optional<String> ended() {
    return Optional.empty();
  }

  private JsonObject get(String path) {
    return AgentOptions.fine(client.get(path)).json();
  }

  /** As a part of a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {}
}
