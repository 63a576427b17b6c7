package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.agent.orders.OrderAnswer;

/** An order that is not carried out; nothing was tried. */
final class OrderRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final OrderAnswer.Reason reason;

  OrderRefusedException(OrderAnswer.Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  OrderAnswer.Reason reason() {
    return reason;
  }
}
