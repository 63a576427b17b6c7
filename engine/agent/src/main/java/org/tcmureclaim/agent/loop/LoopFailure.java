package org.tcmureclaim.agent.loop;

/**
 * The decision loop has ended in a way that it must not. What it knew may be half written, so that
 * it is not started again in this process.
 */
public final class LoopFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LoopFailure(Throwable cause) {
    super("the decision loop failed: " + cause, cause);
  }
}
