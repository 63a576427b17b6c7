package org.tcmureclaim.agent.api;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.tcmureclaim.agent.answers.DeviceJson;
import org.tcmureclaim.agent.loop.ShrinkAnswer;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonObject;

/** Has one device cut. */
final class ShrinkHandler {
  private final NewestTick newest;
  private final AgentControls controls;

  ShrinkHandler(NewestTick newest, AgentControls controls) {
    this.newest = newest;
    this.controls = controls;
  }

  void shrink(RoutingContext context) {
    TickImage image = newest.image();
    int device = DeviceJson.find(image, DeviceHandlers.path(context));
    Body body = Body.of(context).only("keep_bytes", "dry_run");
    long keepPages = ShrinkOrder.pages(body.wholeNumber("keep_bytes"));
    boolean dryRun = body.flag("dry_run", false);
    Context eventLoop = context.vertx().getOrCreateContext();
    controls.shrink(
        new ShrinkOrder(
            image.key(device),
            keepPages,
            dryRun,
            answer -> eventLoop.runOnContext(now -> answer(context, answer))));
  }

  private static void answer(RoutingContext context, ShrinkAnswer answer) {
    if (answer instanceof ShrinkAnswer.Expected expected) {
      Reply.json(context, json(expected).put("dry_run", true));
    } else if (answer instanceof ShrinkAnswer.Tried tried) {
      Reply.json(
          context,
          json(tried.expected())
              .put("dry_run", false)
              .put("decision", tried.number())
              .put("result", tried.result().name().toLowerCase(Locale.ROOT))
              .put("freed_pages", tried.freedPages())
              .put("problem", tried.problem()));
    } else if (answer instanceof ShrinkAnswer.Refused refused) {
      Reply.problem(context, problem(refused));
    }
  }

  private static JsonObject json(ShrinkAnswer.Expected expected) {
    return new JsonObject()
        .put("device", expected.key().path())
        .put("resident_pages", expected.residentPages())
        .put("tail_pages", expected.tailPages())
        .put("keep_pages", expected.keepPages())
        .put("expected_pages", expected.expectedPages());
  }

  private static Problem problem(ShrinkAnswer.Refused refused) {
    return switch (refused.reason()) {
      case GONE, AMBIGUOUS -> Problem.notFound(refused.message());
      case UNFIT, ALL_OR_NOTHING -> Problem.conflict(refused.message());
      case BUSY -> Problem.busy(refused.message());
    };
  }
}
