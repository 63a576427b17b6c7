package org.tcmureclaim.server.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.tcmureclaim.json.JsonObject;

/** Writes answers. */
final class Reply {
  private static final String JSON = "application/json";

  private Reply() {}

  static void json(RoutingContext context, JsonObject json) {
    json(context, Buffer.buffer(json.encode()));
  }

  static void json(RoutingContext context, Buffer json) {
    var unused =
        context
            .response()
            .putHeader("Content-Type", JSON)
            .putHeader("Cache-Control", "no-store")
            .end(json);
  }

  static void problem(RoutingContext context, Problem problem) {
    if (context.response().ended() || context.response().headWritten()) {
      return;
    }
    if (problem.status() == 503) {
      context.response().putHeader("Retry-After", "1");
    }
    var unused =
        context
            .response()
            .setStatusCode(problem.status())
            .putHeader("Content-Type", "application/problem+json")
            .end(problem.json().encode());
  }
}
