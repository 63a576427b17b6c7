package org.tcmureclaim.server.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.answers.DecisionLog;
import org.tcmureclaim.json.JsonObject;

/**
 * Viewers that are told what happens, as server-sent events (WHATWG HTML, 9.2). What a slow viewer
 * cannot take is not kept for it: it misses events until it has caught up, and can ask for
 * decisions that it missed by their numbers. Used on the event loop, but for its figures.
 */
final class EventStream {
  static final int MOST_VIEWERS = 100;

  /** The others are for who may use the Unix socket, such as {@code top}. */
  static final int MOST_VIEWERS_OVER_TCP = 60;

  private static final int VIEWER_BUFFER_BYTES = 64 << 10;

  private final Set<HttpServerResponse> viewers = new LinkedHashSet<>();
  private final Set<HttpServerResponse> overTcp = new LinkedHashSet<>();
  private DecisionLog decisions = new DecisionLog();
  private long startedEpochMillis;
  private Buffer newestStatus = Buffer.buffer();
  private final AtomicLong missed = new AtomicLong();
  private volatile int viewerCount;
  private long told;

  /**
   * From now on it tells of this run of an agent.
   *
   * @param newStartedEpochMillis tells the decisions of this run from those of others
   */
  void begin(long newStartedEpochMillis) {
    startedEpochMillis = newStartedEpochMillis;
    decisions = new DecisionLog();
    told++;
  }

  void open(RoutingContext context) {
    boolean local = context.request().connection().localAddress().isDomainSocket();
    refuseWhereTooMany(local);
    HttpServerResponse viewer = context.response();
    viewer
        .setChunked(true)
        .setWriteQueueMaxSize(VIEWER_BUFFER_BYTES)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store");
    viewer.closeHandler(gone -> remove(viewer));
    viewer.exceptionHandler(gone -> remove(viewer));
    viewers.add(viewer);
    viewerCount = viewers.size();
    if (!local) {
      overTcp.add(viewer);
    }
    write(viewer, Buffer.buffer("retry: 1000\n\n"));
    write(viewer, newestStatus);
    catchUp(viewer, context.request().getHeader("Last-Event-ID"));
  }

  private void refuseWhereTooMany(boolean local) {
    if (viewers.size() >= MOST_VIEWERS) {
      throw Problem.busy(MOST_VIEWERS + " viewers watch already").exception();
    }
    if (!local && overTcp.size() >= MOST_VIEWERS_OVER_TCP) {
      throw Problem.busy(MOST_VIEWERS_OVER_TCP + " viewers watch over TCP or TLS already")
          .exception();
    }
  }

  private void remove(HttpServerResponse viewer) {
    viewers.remove(viewer);
    overTcp.remove(viewer);
    viewerCount = viewers.size();
  }

  private void catchUp(HttpServerResponse viewer, @Nullable String lastId) {
    String mine = startedEpochMillis + "-";
    if (lastId != null && lastId.startsWith(mine)) {
      String number = lastId.substring(mine.length());
      long after = number.matches("[0-9]{1,18}") ? Long.parseLong(number) : Long.MAX_VALUE;
      decisions.after(after).forEach(logged -> write(viewer, event(logged)));
    }
  }

  void status(JsonObject status) {
    newestStatus = event("status", "", status);
    tell(newestStatus);
  }

  void decided(DecisionLog.Logged logged) {
    decisions.add(logged);
    told++;
    tell(event(logged));
  }

  /** The newest decisions of this run. */
  DecisionLog decisions() {
    return decisions;
  }

  /** While it stays the same, so do the decisions. */
  long told() {
    return told;
  }

  void tell(String type, JsonObject data) {
    tell(event(type, "", data));
  }

  /** How many watch. From any thread. */
  int viewers() {
    return viewerCount;
  }

  /** Events that a viewer was too slow for, since the start. From any thread. */
  long missed() {
    return missed.get();
  }

  private void tell(Buffer event) {
    viewers.forEach(viewer -> write(viewer, event));
  }

  private void write(HttpServerResponse viewer, Buffer event) {
    if (viewer.writeQueueFull() || viewer.closed()) {
      long unused = missed.incrementAndGet();
    } else if (event.length() > 0) {
      var unused = viewer.write(event);
    }
  }

  private Buffer event(DecisionLog.Logged logged) {
    String id = "id: " + startedEpochMillis + "-" + logged.decision().number() + "\n";
    return event("decision", id, logged.json());
  }

  private static Buffer event(String type, String id, JsonObject data) {
    return Buffer.buffer("event: " + type + "\n" + id + "data: " + data.encode() + "\n\n");
  }
}
