package org.tcmureclaim.agent.cli;

import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.manual.ExitCode;

/** Runs one agent from start to end. */
@FunctionalInterface
public interface AgentRunner {

  /**
   * Opens the host, decides until the time is over or {@code options.stop()} is requested, and
   * closes the host whatever happens. Reads the configuration again when {@code options.reload()}
   * is requested. Tells an {@code AgentStarted} first and a {@code Summary} last.
   *
   * @throws HostException where the host lacks something
   */
  ExitCode run(LoadedConfig config, RunOptions options, Console console);
}
