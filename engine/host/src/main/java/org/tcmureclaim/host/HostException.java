package org.tcmureclaim.host;

/**
 * The host cannot be sensed or acted upon. The message is for an operator: it names the missing
 * thing and what to do about it.
 */
public class HostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HostException(String message) {
    super(message);
  }

  public HostException(String message, Throwable cause) {
    super(message, cause);
  }
}
