package org.tcmureclaim.agent.api;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.api.AgentControls.Paused;
import org.tcmureclaim.agent.api.AgentControls.ReloadResult;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** Pauses, resumes, reloads. */
final class ControlHandlers {
  private final AgentControls controls;
  private final Runnable changed;

  /**
   * Handlers of one agent.
   *
   * @param changed called when it was paused or resumed
   */
  ControlHandlers(AgentControls controls, Runnable changed) {
    this.controls = controls;
    this.changed = changed;
  }

  void pause(RoutingContext context) {
    pause(context, true);
  }

  void resume(RoutingContext context) {
    pause(context, false);
  }

  private void pause(RoutingContext context, boolean paused) {
    Optional<String> customer = Body.of(context).only("customer").text("customer");
    answer(
        context,
        controls.pause(customer, paused),
        state -> {
          changed.run();
          long endsInSeconds = controls.pauseEndsInSeconds(customer);
          JsonObject json = json(state);
          Reply.json(
              context, endsInSeconds == 0 ? json : json.put("ends_in_seconds", endsInSeconds));
        });
  }

  void reload(RoutingContext context) {
    boolean yes = Body.of(context).only("yes").flag("yes", false);
    answer(context, controls.reload(yes), result -> tell(context, result));
  }

  private static void tell(RoutingContext context, ReloadResult result) {
    if (result.problems().isEmpty()) {
      Reply.json(
          context,
          new JsonObject()
              .put("at_once", new JsonArray(result.atOnce()))
              .put("after_restart", new JsonArray(result.afterRestart()))
              .put("lost_promises", new JsonArray(result.lostPromises()))
              .put("held_seconds", result.heldSeconds()));
    } else {
      Reply.problem(
          context,
          new Problem(
              422,
              "configuration",
              "The configuration before goes on",
              String.join("\n", result.problems())));
    }
  }

  static JsonObject json(Paused paused) {
    return new JsonObject()
        .put("paused", paused.all())
        .put("paused_customers", new JsonArray(List.copyOf(paused.customers())));
  }

  /** Hands a result over to the event loop, which alone may write to the response. */
  private static <T> void answer(
      RoutingContext context, CompletionStage<T> stage, Consumer<T> success) {
    Context eventLoop = context.vertx().getOrCreateContext();
    var unused =
        stage.whenComplete(
            (result, failure) ->
                eventLoop.runOnContext(
                    now -> {
                      if (failure == null) {
                        success.accept(result);
                      } else {
                        Reply.problem(context, problem(failure));
                      }
                    }));
  }

  private static Problem problem(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    Throwable reason = cause == null ? failure : cause;
    String message = String.valueOf(reason.getMessage());
    return reason instanceof IllegalArgumentException
        ? Problem.notFound(message)
        : Problem.busy(message);
  }
}
