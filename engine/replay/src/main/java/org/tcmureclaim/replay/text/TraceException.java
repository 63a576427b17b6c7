package org.tcmureclaim.replay.text;

import org.tcmureclaim.host.text.PrintableText;

/** A trace that cannot be used. The message is for an operator and names file and line. */
public final class TraceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TraceException(String message) {
    super(PrintableText.of(message));
  }

  public TraceException(String message, Throwable cause) {
    super(PrintableText.of(message), cause);
  }
}
