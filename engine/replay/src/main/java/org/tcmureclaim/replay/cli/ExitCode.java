package org.tcmureclaim.replay.cli;

/** How the process ended, for the shell. */
enum ExitCode {
  /** Everything that was asked for was done. */
  FINE(0),
  /** Something that should not happen. */
  UNEXPECTED(1),
  /** The command line cannot be used. */
  USAGE(2),
  /** A trace cannot be used. */
  BAD_TRACE(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
