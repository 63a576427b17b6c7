package org.tcmureclaim.agent.client;

/** The agent understood, and said no. The message is for an operator. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }
}
