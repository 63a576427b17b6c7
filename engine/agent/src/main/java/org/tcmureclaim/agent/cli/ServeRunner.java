package org.tcmureclaim.agent.cli;

import org.tcmureclaim.manual.ExitCode;

/** A way to serve. It lies with the server's libraries, which the command line has not. */
@FunctionalInterface
public interface ServeRunner {
  /** Serves until it is asked to end. */
  ExitCode run(ServeOptions options, Surroundings around);
}
