package org.tcmureclaim.recording;

/** A file or folder that was to be written and cannot be. The message names it, and why. */
public final class UnwritableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnwritableException(String message) {
    super(message);
  }

  public UnwritableException(String message, Throwable cause) {
    super(message, cause);
  }
}
