package org.tcmureclaim.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.server.metrics.AgentMetrics;

/**
 * Answers {@code /metrics}, which takes as long as some ten other answers: on a worker, and once
 * for all who ask meanwhile. It needs no journal, so a disk that hangs does not hold it up.
 */
final class MetricsHandlers {
  private final Vertx vertx;
  private final AgentFiles agent;
  private final AgentMetrics metrics;
  private @Nullable Future<Buffer> underWay;

  MetricsHandlers(Vertx vertx, AgentFiles agent, AgentMetrics metrics) {
    this.vertx = vertx;
    this.agent = agent;
    this.metrics = metrics;
  }

  void all(RoutingContext context) {
    new Query(context).only(Set.of());
    var unused =
        text()
            .onFailure(context::fail)
            .onSuccess(
                text -> {
                  var unusedEnd =
                      context
                          .response()
                          .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                          .end(text);
                });
  }

  private Future<Buffer> text() {
    Future<Buffer> open = underWay;
    if (open == null) {
      open = vertx.executeBlocking(this::make, false);
      underWay = open;
      var unused = open.onComplete(done -> underWay = null);
    }
    return open;
  }

  private Buffer make() {
    try {
      metrics.show(agent.state(), agent.image());
    } catch (NoAgentException e) {
      metrics.showNone();
    }
    return Buffer.buffer(metrics.text());
  }
}
