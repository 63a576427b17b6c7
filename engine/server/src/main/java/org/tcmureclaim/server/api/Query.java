package org.tcmureclaim.server.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.tcmureclaim.configuration.NearMiss;

/** What stands behind the question mark of a request. */
record Query(RoutingContext context) {
  static final int USUAL_LIMIT = 100;
  static final int MOST_LIMIT = 1000;

  /** Refuses parameters that nobody knows: a misspelt filter must not look like an answer. */
  Query only(Set<String> known) {
    for (String name : context.queryParams().names()) {
      if (!known.contains(name)) {
        throw Problem.badRequest(
                "unknown parameter '"
                    + name
                    + "'; known here: "
                    + known
                    + NearMiss.hint(name, known))
            .exception();
      }
    }
    return this;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(context.queryParams().get(name));
  }

  /** So many at most in one answer. */
  int limit() {
    return (int) number("limit", 1, MOST_LIMIT, USUAL_LIMIT);
  }

  long number(String name, long min, long max, long fallback) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    if (text.get().matches("[0-9]{1,18}")) {
      long number = Long.parseLong(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw Problem.badRequest(name + " must be a whole number from " + min + " to " + max)
        .exception();
  }
}
