package org.tcmureclaim.agent.orders;

import org.tcmureclaim.agent.orders.OrderFormat.Tag;

/** Answers as frames. */
final class AnswerBytes {
  private AnswerBytes() {}

  /** The frame of an answer. What is too long is cut short. */
  static byte[] of(OrderAnswer answer) {
    if (answer instanceof OrderAnswer.Paused paused) {
      return new FrameWriter(OrderFormat.PAUSED)
          .flag(Tag.ALL, paused.all())
          .number(Tag.ENDS_IN_SECONDS, paused.endsInSeconds())
          .list(Tag.CUSTOMERS, paused.customers())
          .bytes();
    } else if (answer instanceof OrderAnswer.Shrunk shrunk) {
      return shrunk(shrunk);
    } else if (answer instanceof OrderAnswer.Reloaded reloaded) {
      return new FrameWriter(OrderFormat.RELOADED)
          .number(Tag.HELD_SECONDS, reloaded.heldSeconds())
          .list(Tag.LOST_PROMISES, reloaded.lostPromises())
          .list(Tag.AT_ONCE, reloaded.atOnce())
          .list(Tag.AFTER_RESTART, reloaded.afterRestart())
          .bytes();
    } else if (answer instanceof OrderAnswer.Refused refused) {
      return new FrameWriter(OrderFormat.REFUSED)
          .number(Tag.REASON, refused.reason().code)
          .whatFits(Tag.SENTENCE, refused.sentence())
          .bytes();
    }
    return new FrameWriter(OrderFormat.UNDER_WAY)
        .whatFits(Tag.SENTENCE, ((OrderAnswer.UnderWay) answer).sentence())
        .bytes();
  }

  private static byte[] shrunk(OrderAnswer.Shrunk shrunk) {
    return new FrameWriter(OrderFormat.SHRUNK)
        .flag(Tag.DRY_RUN, shrunk.dryRun())
        .number(Tag.RESIDENT_PAGES, shrunk.residentPages())
        .number(Tag.TAIL_PAGES, shrunk.tailPages())
        .number(Tag.KEEP_PAGES, shrunk.keepPages())
        .number(Tag.EXPECTED_PAGES, shrunk.expectedPages())
        .number(Tag.DECISION, shrunk.decision())
        .number(Tag.FREED_PAGES, shrunk.freedPages())
        .text(Tag.RESULT, shrunk.result())
        .whatFits(Tag.DEVICE, shrunk.device())
        .whatFits(Tag.PROBLEM, shrunk.problem())
        .bytes();
  }

  /**
   * The answer in the body of a frame.
   *
   * @throws OrderFormatException where there is none
   */
  static OrderAnswer parse(byte[] body) throws OrderFormatException {
    FrameReader frame = new FrameReader(body, "this program");
    OrderAnswer answer =
        switch (frame.kind()) {
          case OrderFormat.PAUSED ->
              new OrderAnswer.Paused(
                  frame.flag(Tag.ALL),
                  frame.list(Tag.CUSTOMERS),
                  frame.number(Tag.MORE),
                  frame.number(Tag.ENDS_IN_SECONDS));
          case OrderFormat.SHRUNK -> shrunk(frame);
          case OrderFormat.RELOADED ->
              new OrderAnswer.Reloaded(
                  frame.list(Tag.AT_ONCE),
                  frame.list(Tag.AFTER_RESTART),
                  frame.list(Tag.LOST_PROMISES),
                  frame.number(Tag.MORE),
                  frame.number(Tag.HELD_SECONDS));
          case OrderFormat.REFUSED -> refused(frame);
          case OrderFormat.UNDER_WAY -> new OrderAnswer.UnderWay(frame.text(Tag.SENTENCE));
          default ->
              throw new OrderFormatException("an answer of the unknown kind " + frame.kind());
        };
    frame.end();
    return answer;
  }

  private static OrderAnswer.Refused refused(FrameReader frame) throws OrderFormatException {
    long code = frame.number(Tag.REASON);
    OrderAnswer.Reason reason =
        OrderAnswer.Reason.of(code)
            .orElseThrow(
                () -> new OrderFormatException("a refusal for the unknown reason " + code));
    return new OrderAnswer.Refused(reason, frame.text(Tag.SENTENCE));
  }

  private static OrderAnswer.Shrunk shrunk(FrameReader frame) {
    return new OrderAnswer.Shrunk(
        frame.text(Tag.DEVICE),
        frame.number(Tag.RESIDENT_PAGES),
        frame.number(Tag.TAIL_PAGES),
        frame.number(Tag.KEEP_PAGES),
        frame.number(Tag.EXPECTED_PAGES),
        frame.flag(Tag.DRY_RUN),
        frame.number(Tag.DECISION),
        frame.text(Tag.RESULT),
        frame.number(Tag.FREED_PAGES),
        frame.text(Tag.PROBLEM));
  }
}
