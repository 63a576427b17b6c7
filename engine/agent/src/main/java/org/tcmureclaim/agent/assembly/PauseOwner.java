package org.tcmureclaim.agent.assembly;

/** Who has paused: a server ends only what it has paused itself. */
enum PauseOwner {
  /** Someone on the host, by the command line. */
  COMMAND_LINE,
  /** A server that passed the order on. */
  SERVER
}
