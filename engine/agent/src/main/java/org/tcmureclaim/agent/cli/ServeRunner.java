package org.tcmureclaim.agent.cli;

import org.tcmureclaim.manual.ExitCode;

/** A way to serve. It lies with the server's libraries, which the command line has not. */
@FunctionalInterface
public interface ServeRunner {
  /** Begins a line of a notice, as sd-daemon(3) has it. */
  String INFO = "<6>";

  /** Begins a line of a warning. */
  String WARNING = "<4>";

  /** Serves until it is asked to end. */
  ExitCode run(ServeOptions options, Surroundings around);
}
