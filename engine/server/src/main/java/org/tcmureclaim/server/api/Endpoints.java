package org.tcmureclaim.server.api;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcmureclaim.agent.answers.UnansweredException;

/** Everything that can be asked, and what is refused before it is asked. */
final class Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
  static final String ROOT = "/api/v1";
  private static final long MOST_BODY_BYTES = 4096;

  private final List<Endpoint> all;
  private final StaticFiles files;

  Endpoints(List<Endpoint> all, StaticFiles files) {
    this.all = List.copyOf(all);
    this.files = files;
  }

  List<Endpoint> all() {
    return all;
  }

  /** Routes for one address. */
  Handler<HttpServerRequest> routes(Vertx vertx, Access access) {
    Router router = Router.router(vertx);
    for (Endpoint endpoint : all) {
      Route route = router.route(endpoint.method(), endpoint.route());
      SecurityPolicyHandler allowed =
          context -> {
            access.check(
                context.request(), endpoint.action() ? Access.Asked.ACTION : Access.Asked.READ);
            context.next();
          };
      route.handler(allowed);
      if (endpoint.action()) {
        route.handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES));
      }
      route.handler(endpoint.handler());
    }
    for (String path : files.paths()) {
      Route unused =
          router
              .get(path)
              .handler(
                  context -> {
                    access.check(context.request(), Access.Asked.FILE);
                    files.serve(context);
                  });
    }
    Route unusedEnd = router.route().failureHandler(Endpoints::passOnUnlessClosed);
    for (int status : new int[] {400, 401, 403, 404, 405, 409, 413, 415, 422, 500, 503}) {
      router.errorHandler(status, Endpoints::fail);
    }
    return request -> {
      if (isEncoded(request.uri())) {
        router.handle(request);
      } else {
        refuse(request);
      }
    };
  }

  /** Whether two digits follow each percent sign, in path and query; routes go by no other. */
  static boolean isEncoded(String uri) {
    for (int at = uri.indexOf('%'); at >= 0; at = uri.indexOf('%', at + 1)) {
      if (at + 2 >= uri.length()
          || Character.digit(uri.charAt(at + 1), 16) < 0
          || Character.digit(uri.charAt(at + 2), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void refuse(HttpServerRequest request) {
    Problem problem =
        Problem.badRequest("a percent sign is not followed by two hexadecimal digits");
    var unused =
        request
            .response()
            .setStatusCode(problem.status())
            .putHeader("Content-Type", "application/problem+json")
            .end(problem.json().encode());
  }

  /** A client that leaves within its request is no defect, and writes no line into the log. */
  private static void passOnUnlessClosed(RoutingContext context) {
    if (!(context.failure() instanceof HttpClosedException)) {
      context.next();
    }
  }

  private static void fail(RoutingContext context) {
    if (context.failure() instanceof ProblemException failure) {
      Reply.problem(context, failure.problem());
      return;
    }
    if (context.failure() instanceof UnansweredException failure) {
      String detail = String.valueOf(failure.getMessage());
      Reply.problem(
          context,
          failure.reason() == UnansweredException.Reason.WRONG
              ? Problem.badRequest(detail)
              : Problem.notFound(detail));
      return;
    }
    if (context.failure() instanceof NoAgentException failure) {
      Reply.problem(context, failure.problem());
      return;
    }
    Reply.problem(
        context,
        switch (context.statusCode()) {
          case 404 -> Problem.notFound("no such path; " + ROOT + "/openapi.json lists them");
          case 405 ->
              new Problem(
                  405, "method", "Another method is needed", "see " + ROOT + "/openapi.json");
          case 413 ->
              new Problem(
                  413,
                  "too-large",
                  "Too large",
                  "a body has " + MOST_BODY_BYTES + " bytes at most");
          case 500, -1 -> unexpected(context);
          default -> Problem.badRequest("the request is malformed");
        });
  }

  private static Problem unexpected(RoutingContext context) {
    LOG.error(
        "{} {} failed", context.request().method(), context.request().path(), context.failure());
    return new Problem(500, "unexpected", "A defect of the server", "its log says more");
  }
}
