package org.tcmureclaim.configuration.glob;

/** A text is no glob. The message says what to write instead. */
public final class GlobException extends Exception {
  private static final long serialVersionUID = 1L;

  GlobException(String message) {
    super(message);
  }

  /** What is wrong, and what to do. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
