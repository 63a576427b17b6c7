package org.tcmureclaim.server.api;

/** There is no agent to be seen. The message says why, and what to do. */
public final class NoAgentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoAgentException(String message) {
    super(message, null, false, false);
  }

  /** What a client is answered. */
  Problem problem() {
    return new Problem(503, "no-agent", "No agent is to be seen", String.valueOf(getMessage()));
  }
}
