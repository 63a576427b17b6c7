package org.tcmureclaim.server.api;

import org.tcmureclaim.json.JsonObject;

/**
 * Why a request is refused, as RFC 9457 has it.
 *
 * @param status of HTTP
 * @param slug names the kind of problem; does not change between versions
 * @param detail for an operator: what is wrong with this request, and what to do
 */
record Problem(int status, String slug, String title, String detail) {

  static Problem badRequest(String detail) {
    return new Problem(400, "bad-request", "The request cannot be used", detail);
  }

  static Problem notFound(String detail) {
    return new Problem(404, "not-found", "There is no such thing here", detail);
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "forbidden", "Not allowed", detail);
  }

  static Problem conflict(String detail) {
    return new Problem(409, "conflict", "Not possible now", detail);
  }

  static Problem busy(String detail) {
    return new Problem(503, "busy", "Too much at a time", detail);
  }

  JsonObject json() {
    return new JsonObject()
        .put("type", "urn:tcmu-reclaim:problem:" + slug)
        .put("title", title)
        .put("status", status)
        .put("detail", detail);
  }

  /** To be thrown by a handler. */
  ProblemException exception() {
    return new ProblemException(this);
  }
}
