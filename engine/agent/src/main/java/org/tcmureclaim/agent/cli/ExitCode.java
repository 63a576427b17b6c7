package org.tcmureclaim.agent.cli;

/** How the process ended, for the shell and systemd. */
public enum ExitCode {
  /** It ended as it was asked to: by {@code --for}, Ctrl-C, SIGTERM, or a reader that left. */
  FINE(0),
  /** Something that should not happen; one line on standard error says what. */
  UNEXPECTED(1),
  /** The command line or the configuration cannot be used. */
  USAGE(2),
  /** The host lacks something that the agent needs. */
  HOST_NOT_READY(3),
  /** Another agent runs on this host. */
  ANOTHER_AGENT(4),
  /** A running agent was asked for something, and refused. */
  REFUSED(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
