package org.tcmureclaim.agent.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.tcmureclaim.host.worker.Workers;

/**
 * What the command line says beside the configuration.
 *
 * @param forNanos how long to run on the host's clock; empty for until stopped
 * @param recordTo the folder of a recording of this run; empty for what the configuration says
 * @param startedAgain whether what started it (systemd) starts it again after a bad end
 * @param orders the socket where orders are taken; empty for the usual one
 * @param workers the threads of the run, where some run already; empty for none so far
 * @param heap who has chosen its size
 */
public record RunOptions(
    HostKind host,
    OptionalLong forNanos,
    StopSignal stop,
    ReloadSignal reload,
    Optional<Path> recordTo,
    boolean startedAgain,
    Optional<Path> orders,
    Optional<Workers> workers,
    HeapChoice heap) {

  /** The same with threads that run already. */
  RunOptions with(Workers running) {
    return new RunOptions(
        host, forNanos, stop, reload, recordTo, startedAgain, orders, Optional.of(running), heap);
  }

  /** The same with a heap that was chosen like this. */
  public RunOptions with(HeapChoice chosen) {
    return new RunOptions(
        host, forNanos, stop, reload, recordTo, startedAgain, orders, workers, chosen);
  }

  /** Options of a run that nothing starts again. */
  public RunOptions(
      HostKind host,
      OptionalLong forNanos,
      StopSignal stop,
      ReloadSignal reload,
      Optional<Path> recordTo) {
    this(
        host,
        forNanos,
        stop,
        reload,
        recordTo,
        false,
        Optional.empty(),
        Optional.empty(),
        HeapChoice.FIXED);
  }

  /** Options of a run that records where its configuration says. */
  public RunOptions(HostKind host, OptionalLong forNanos, StopSignal stop, ReloadSignal reload) {
    this(host, forNanos, stop, reload, Optional.empty());
  }

  /** Options of a run that is never asked to read its configuration again. */
  public RunOptions(HostKind host, OptionalLong forNanos, StopSignal stop) {
    this(host, forNanos, stop, new ReloadSignal());
  }
}
