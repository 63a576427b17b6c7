package org.tcmureclaim.server.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.tcmureclaim.json.JsonObject;

/** The OpenAPI 3.1 document of the API. A test holds it against the endpoints, both ways. */
final class OpenApi {
  private static final String RESOURCE = "/org/tcmureclaim/server/api/openapi.json";

  private final Buffer document;

  OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + RESOURCE);
      }
      document = Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  void serve(RoutingContext context) {
    Reply.json(context, document);
  }

  JsonObject json() {
    return new JsonObject(document.toString());
  }
}
