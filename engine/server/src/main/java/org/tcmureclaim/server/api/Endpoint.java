package org.tcmureclaim.server.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * One thing that can be asked.
 *
 * @param path as OpenAPI writes it, such as {@code /api/v1/devices/{hba}/{name}}
 * @param action whether it changes what the agent does
 */
record Endpoint(HttpMethod method, String path, boolean action, Handler<RoutingContext> handler) {

  static Endpoint read(String path, Handler<RoutingContext> handler) {
    return new Endpoint(HttpMethod.GET, path, false, handler);
  }

  static Endpoint action(String path, Handler<RoutingContext> handler) {
    return new Endpoint(HttpMethod.POST, path, true, handler);
  }

  /** As Vert.x Web writes it. */
  String route() {
    return path.replaceAll("\\{([a-z_]+)}", ":$1");
  }
}
