package org.tcmureclaim.agent.cli;

import org.tcmureclaim.manual.ExitCode;

/** The agent understood, and said no. The message is for an operator. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** One that says no more. */
  public RefusedException(String message) {
    this(ExitCode.REFUSED, message);
  }

  /**
   * A refusal.
   *
   * @param exitCode how the command ends
   */
  public RefusedException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** How the command ends. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
