package org.tcmureclaim.server.api;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import org.tcmureclaim.agent.answers.DeviceJson;
import org.tcmureclaim.agent.answers.OrderAnswerJson;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.image.TickImage;

/** Passes on what clients want done: pause, resume, shrink, reload. */
final class OrderHandlers {
  private final AgentFiles agent;
  private final OrderGiver orders;
  private final String tokenName;
  private final Function<OrderAnswer, Future<?>> shown;

  /**
   * Handlers of one server.
   *
   * @param tokenName of the token that is asked for over TCP
   * @param shown done when what an answer says is to be seen in the agent's files, or soon in any
   *     case: who has paused it must see that it is
   */
  OrderHandlers(
      AgentFiles agent,
      OrderGiver orders,
      String tokenName,
      Function<OrderAnswer, Future<?>> shown) {
    this.agent = agent;
    this.orders = orders;
    this.tokenName = tokenName;
    this.shown = shown;
  }

  void pause(RoutingContext context) {
    give(context, new Order.Pause(customer(context), 0));
  }

  void resume(RoutingContext context) {
    give(context, new Order.Resume(customer(context)));
  }

  private static Optional<String> customer(RoutingContext context) {
    return Body.of(context).only("customer").text("customer");
  }

  void reload(RoutingContext context) {
    give(context, new Order.Reload(Body.of(context).only("yes").flag("yes", false)));
  }

  void shrink(RoutingContext context) {
    Body body = Body.of(context).only("keep_bytes", "dry_run");
    long keepBytes = body.wholeNumber("keep_bytes");
    boolean dryRun = body.flag("dry_run", false);
    TickImage image = agent.image();
    String device = image.path(DeviceJson.find(image, DeviceHandlers.path(context)));
    give(context, new Order.Shrink(device, keepBytes, dryRun));
  }

  private void give(RoutingContext context, Order.Task task) {
    // Over TCP nothing gets here without the token.
    boolean shownToken = context.request().localAddress().isInetSocket();
    Origin origin = Origin.server(shownToken ? tokenName : "");
    var unused =
        orders
            .give(new Order(origin, task))
            .onFailure(failure -> Reply.problem(context, problem(failure)))
            .onSuccess(
                answer -> {
                  var unusedWait =
                      shown.apply(answer).onComplete(seen -> reply(context, task, answer));
                });
  }

  private static void reply(RoutingContext context, Order.Task task, OrderAnswer answer) {
    if (answer instanceof OrderAnswer.Refused refused) {
      Reply.problem(context, problem(task.kind(), refused));
      return;
    }
    if (answer instanceof OrderAnswer.UnderWay) {
      context.response().setStatusCode(202);
    }
    Reply.json(context, OrderAnswerJson.of(answer));
  }

  private static Problem problem(Throwable failure) {
    if (failure instanceof ProblemException problem) {
      return problem.problem();
    }
    if (failure instanceof NoAgentException none) {
      return none.problem();
    }
    if (failure instanceof HostException host) {
      return new NoAgentException(host.problem()).problem();
    }
    return Problem.badRequest(String.valueOf(failure.getMessage()));
  }

  private static Problem problem(Order.Kind kind, OrderAnswer.Refused refused) {
    String why = refused.sentence();
    return switch (refused.reason()) {
      case NOT_UNDERSTOOD -> Problem.badRequest(why);
      case NOT_ALLOWED -> Problem.forbidden(why);
      case NO_SUCH -> Problem.notFound(why);
      case CANNOT ->
          kind == Order.Kind.RELOAD
              ? new Problem(422, "configuration", "The configuration before goes on", why)
              : Problem.conflict(why);
      case BUSY -> Problem.busy(why);
      case TOO_MANY -> new Problem(429, "too-many", "Too many orders", why);
    };
  }
}
