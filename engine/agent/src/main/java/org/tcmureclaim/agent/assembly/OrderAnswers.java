package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.tcmureclaim.agent.answers.UnknownName;
import org.tcmureclaim.agent.loop.ShrinkAnswer;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderAnswer.Reason;

/** Makes the answers to orders. */
final class OrderAnswers {
  private OrderAnswers() {}

  /**
   * Of a pause, or its end.
   *
   * @param endsInSeconds 0 where it does not end by itself
   */
  static OrderAnswer paused(RunControls.Paused paused, long endsInSeconds) {
    return new OrderAnswer.Paused(
        paused.all(), paused.customers().stream().sorted().toList(), 0, endsInSeconds);
  }

  static OrderAnswer shrunk(ShrinkAnswer answer) {
    if (answer instanceof ShrinkAnswer.Expected expected) {
      return shrunk(expected, true, 0, "", 0, "");
    } else if (answer instanceof ShrinkAnswer.Tried tried) {
      return shrunk(
          tried.expected(),
          false,
          tried.number(),
          tried.result().name().toLowerCase(Locale.ROOT),
          tried.freedPages(),
          tried.problem());
    } else if (answer instanceof ShrinkAnswer.Unknown unknown) {
      return refused(Reason.NO_SUCH, unknown(unknown));
    }
    ShrinkAnswer.Refused refused = (ShrinkAnswer.Refused) answer;
    return refused(reason(refused.reason()), refused.message());
  }

  private static Reason reason(ShrinkAnswer.Reason reason) {
    return switch (reason) {
      case GONE, AMBIGUOUS -> Reason.NO_SUCH;
      case UNFIT, ALL_OR_NOTHING -> Reason.CANNOT;
      case BUSY -> Reason.BUSY;
    };
  }

  private static OrderAnswer refused(Reason reason, String sentence) {
    return new OrderAnswer.Refused(reason, sentence);
  }

  private static OrderAnswer shrunk(
      ShrinkAnswer.Expected expected,
      boolean dryRun,
      long number,
      String result,
      long freedPages,
      String problem) {
    return new OrderAnswer.Shrunk(
        expected.key().path(),
        expected.residentPages(),
        expected.tailPages(),
        expected.keepPages(),
        expected.expectedPages(),
        dryRun,
        number,
        result,
        freedPages,
        problem);
  }

  /** A name without its HBA is compared with names, one with it with both. */
  private static String unknown(ShrinkAnswer.Unknown unknown) {
    boolean bare = unknown.name().indexOf('/') < 0;
    List<String> known =
        unknown.paths().stream()
            .map(path -> bare ? path.substring(path.indexOf('/') + 1) : path)
            .toList();
    return UnknownName.text("device", unknown.name(), known);
  }

  static OrderAnswer reloaded(RunControls.ReloadResult result) {
    return result.problems().isEmpty()
        ? new OrderAnswer.Reloaded(
            result.atOnce(), result.afterRestart(), result.lostPromises(), 0, result.heldSeconds())
        : refused(
            Reason.CANNOT,
            "The configuration before goes on: " + String.join("\n", result.problems()));
  }

  /** Of what could not be done: what {@link RunControls} says of a failure. */
  static OrderAnswer failed(Throwable failure) {
    if (failure instanceof OrderRefusedException refused) {
      return refused(refused.reason(), String.valueOf(refused.getMessage()));
    }
    Reason reason =
        failure instanceof IllegalArgumentException
            ? Reason.NO_SUCH
            : failure instanceof RejectedExecutionException ? Reason.BUSY : Reason.CANNOT;
    return refused(reason, String.valueOf(failure.getMessage()));
  }
}
