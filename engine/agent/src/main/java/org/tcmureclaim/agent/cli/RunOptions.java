package org.tcmureclaim.agent.cli;

import java.util.OptionalLong;

/**
 * What the command line says beside the configuration.
 *
 * @param forNanos how long to run on the host's clock; empty for until stopped
 */
public record RunOptions(
    HostKind host, OptionalLong forNanos, StopSignal stop, ReloadSignal reload) {

  /** Options of a run that is never asked to read its configuration again. */
  public RunOptions(HostKind host, OptionalLong forNanos, StopSignal stop) {
    this(host, forNanos, stop, new ReloadSignal());
  }
}
