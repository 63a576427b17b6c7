package org.tcmureclaim.replay.text;

/** A trace that cannot be used. The message is for an operator and names file and line. */
public final class TraceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TraceException(String message) {
    super(message);
  }

  public TraceException(String message, Throwable cause) {
    super(message, cause);
  }
}
