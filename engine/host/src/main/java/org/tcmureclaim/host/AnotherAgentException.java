package org.tcmureclaim.host;

/** Another agent runs on this host; two would fight over its limit. */
public final class AnotherAgentException extends HostException {
  private static final long serialVersionUID = 1L;

  public AnotherAgentException(String message) {
    super(message);
  }
}
