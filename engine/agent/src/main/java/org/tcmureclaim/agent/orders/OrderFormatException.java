package org.tcmureclaim.agent.orders;

/** Bytes that are no order or answer. The message is a sentence for who sent them. */
public final class OrderFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  OrderFormatException(String message) {
    super(message, null, false, false);
  }
}
