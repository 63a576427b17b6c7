package org.tcmureclaim.agent.assembly;

import java.util.function.UnaryOperator;
import org.tcmureclaim.agent.cli.AgentRunner;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.WarmUp;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.agent.state.NoticeLog;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.shim.MemoryLock;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.simulation.SimulatedHost;
import org.tcmureclaim.simulation.SimulatedHostSettings;

/** Runs an agent on a host, from opening it to the summary. */
public final class ReclaimAgent implements AgentRunner {
  private static final int WARM_UP_TICKS = 300;

  /** There is room for so many on each host. */
  private static final int LEAST_LUNS = 64;

  private final WorkerClock clock;
  private final UnaryOperator<SimulatedHostSettings> simulated;

  public ReclaimAgent() {
    this(WorkerClock.OF_MACHINE);
  }

  /**
   * An agent with another clock.
   *
   * @param clock bounds how long the comparison with the stock kernel may take
   */
  ReclaimAgent(WorkerClock clock) {
    this(clock, settings -> settings);
  }

  /**
   * The same, with another simulated host.
   *
   * @param simulated makes it of the one that the configuration describes
   */
  ReclaimAgent(WorkerClock clock, UnaryOperator<SimulatedHostSettings> simulated) {
    this.clock = clock;
    this.simulated = simulated;
  }

  @Override
  public ExitCode run(LoadedConfig loaded, RunOptions options, Console display) {
    NoticeLog console = new NoticeLog(display, WallClock.OF_MACHINE);
    Notices notices = new ConsoleNotices(console);
    AcceptedStart start = AcceptedStart.of(loaded, options.host());
    fitHeap(start.runs(), options, notices);
    Supervision supervision = Supervision.of(loaded.config(), options, notices);
    try {
      supervision.awaitTurn();
      if (options.host() == HostKind.SIMULATED) {
        runSimulated(start, options, console, supervision);
      } else if (!options.stop().isRequested()) {
        runOnLinux(start, options, console, supervision);
      }
    } catch (RuntimeException | Error e) {
      supervision.failed(e);
      throw e;
    }
    supervision.endedAsAsked();
    supervision
        .largerHeap()
        .ifPresent(
            larger -> {
              throw larger;
            });
    return supervision.isToStartAgain() ? ExitCode.START_AGAIN : ExitCode.FINE;
  }

  /** Before anything is opened, and noted as a start: it may be that another process runs it. */
  private static void fitHeap(LoadedConfig loaded, RunOptions options, Notices notices) {
    AgentConfig config = loaded.config();
    AgentHeap heap = AgentHeap.of(options.heap());
    if (options.host() == HostKind.SIMULATED) {
      HeapNeed need = HeapNeed.simulated(config);
      heap.fit(loaded, need, need, notices);
    } else {
      int luns = AgentHeap.luns(config.linux().roots().configfs());
      HeapNeed later = HeapNeed.of(config, Math.max(LEAST_LUNS, 2 * luns));
      heap.fit(loaded, HeapNeed.of(config, luns), later, notices);
    }
  }

  private void runSimulated(
      AcceptedStart start, RunOptions options, NoticeLog console, Supervision supervision) {
    LoadedConfig loaded = start.runs();
    HeapNeed need = HeapNeed.simulated(loaded.config());
    AgentHeap.require(need);
    SimulatedHostSettings settings = simulated.apply(SimulatedHosts.settings(loaded.config()));
    boolean fits = need.allowsComparison(AgentHeap.bytes());
    try (var host = new SimulatedHost(settings, options.stop()::isRequested)) {
      Ledger ledger = new AgentRun(host, start, options, console, supervision, clock).run();
      console.tell(StockComparison.of(ledger, host.tally(), settings, fits, clock));
    }
  }

  private void runOnLinux(
      AcceptedStart start, RunOptions options, NoticeLog console, Supervision supervision) {
    LoadedConfig loaded = start.given();
    Notices notices = new ConsoleNotices(console);
    Ledger ledger;
    try (Host host = LinuxHosts.open(loaded.config(), notices, supervision.workers())) {
      HeapNeed need = HeapNeed.of(start.runs().config(), AgentRun.look(host).devices().size());
      AgentHeap.requireAbout(need);
      need.problem(AgentHeap.bytes()).ifPresent(notices::warn);
      warmUp(loaded.config(), notices);
      ledger = new AgentRun(host, start, options, console, supervision, clock).run();
    }
    console.tell(ledger.close(null));
  }

  private static void warmUp(AgentConfig config, Notices notices) {
    long roomy = Long.MAX_VALUE / 4;
    for (var granularity : Granularity.values()) {
      var policies = new PolicyPool();
      WarmUp.Result unused =
          WarmUp.run(
              new Decider(Decisions.of(config, roomy, granularity, policies)),
              Decisions.ofShadow(config, roomy, granularity, policies).orElse(null),
              WARM_UP_TICKS);
    }
    if (config.linux().lockMemory()) {
      try {
        MemoryLock.lockTouched();
      } catch (SystemCallException e) {
        notices.warn(
            "the agent is not locked in memory and may be slow when memory is short: "
                + e.getMessage());
      }
    }
  }
}
