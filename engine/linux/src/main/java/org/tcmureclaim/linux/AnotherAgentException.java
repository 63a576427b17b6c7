package org.tcmureclaim.linux;

import org.tcmureclaim.host.HostException;

/** Another agent runs on this host; two would fight over its limit. */
public final class AnotherAgentException extends HostException {
  private static final long serialVersionUID = 1L;

  public AnotherAgentException(String message) {
    super(message);
  }
}
