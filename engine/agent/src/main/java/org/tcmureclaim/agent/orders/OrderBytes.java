package org.tcmureclaim.agent.orders;

import java.util.Optional;
import org.tcmureclaim.agent.orders.OrderFormat.Tag;

/** Orders as frames. */
final class OrderBytes {
  private OrderBytes() {}

  /**
   * The frame of an order.
   *
   * @throws IllegalArgumentException where it has a text that is too long
   */
  static byte[] of(Order order) {
    Order.Task task = order.task();
    FrameWriter frame = new FrameWriter(kind(task.kind()));
    frame.flag(Tag.SERVER, order.origin().server()).text(Tag.TOKEN, order.origin().token());
    if (task instanceof Order.Pause pause) {
      frame
          .text(Tag.CUSTOMER, pause.customer().orElse(""))
          .number(Tag.FOR_SECONDS, pause.forSeconds());
    } else if (task instanceof Order.Resume resume) {
      frame.text(Tag.CUSTOMER, resume.customer().orElse(""));
    } else if (task instanceof Order.Shrink shrink) {
      frame
          .text(Tag.DEVICE, shrink.device())
          .number(Tag.KEEP_BYTES, shrink.keepBytes())
          .flag(Tag.DRY_RUN, shrink.dryRun());
    } else if (task instanceof Order.Reload reload) {
      frame.flag(Tag.YES, reload.yes());
    }
    return frame.bytes();
  }

  private static int kind(Order.Kind kind) {
    return switch (kind) {
      case PAUSE -> OrderFormat.PAUSE;
      case RESUME -> OrderFormat.RESUME;
      case SHRINK -> OrderFormat.SHRINK;
      case RELOAD -> OrderFormat.RELOAD;
    };
  }

  /**
   * The order in the body of a frame.
   *
   * @throws OrderFormatException where there is none
   */
  static Order parse(byte[] body) throws OrderFormatException {
    FrameReader frame = new FrameReader(body, "the agent");
    Origin origin = origin(frame.flag(Tag.SERVER), frame.text(Tag.TOKEN));
    Order.Task task =
        switch (frame.kind()) {
          case OrderFormat.PAUSE -> new Order.Pause(customer(frame), frame.number(Tag.FOR_SECONDS));
          case OrderFormat.RESUME -> new Order.Resume(customer(frame));
          case OrderFormat.SHRINK -> shrink(frame);
          case OrderFormat.RELOAD -> new Order.Reload(frame.flag(Tag.YES));
          default -> throw new OrderFormatException("an order of the unknown kind " + frame.kind());
        };
    frame.end();
    return new Order(origin, task);
  }

  private static Origin origin(boolean server, String token) throws OrderFormatException {
    if (!server && !token.isEmpty()) {
      throw new OrderFormatException("the name of a token, and no server passed the order on");
    }
    return server ? Origin.server(token) : Origin.COMMAND_LINE;
  }

  private static Order.Shrink shrink(FrameReader frame) throws OrderFormatException {
    String device = frame.text(Tag.DEVICE);
    if (device.isEmpty()) {
      throw new OrderFormatException("an order to shrink without a device");
    }
    return new Order.Shrink(device, frame.number(Tag.KEEP_BYTES), frame.flag(Tag.DRY_RUN));
  }

  private static Optional<String> customer(FrameReader frame) {
    return Optional.of(frame.text(Tag.CUSTOMER)).filter(name -> !name.isEmpty());
  }
}
