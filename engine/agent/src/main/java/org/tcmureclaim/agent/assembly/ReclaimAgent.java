package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.AgentRunner;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.journal.DecisionJournal;
import org.tcmureclaim.agent.journal.OrderEntry;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.LoopFailure;
import org.tcmureclaim.agent.loop.LoopPulse;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.loop.WarmUp;
import org.tcmureclaim.agent.recorder.FlightRecorder;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.agent.state.NoticeLog;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.shim.MemoryLock;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.simulation.SimulatedHost;
import org.tcmureclaim.simulation.SimulatedHostSettings;
import org.tcmureclaim.snapshot.HostSnapshot;

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
      Ledger ledger = runOn(host, start, options, console, supervision);
      console.tell(StockComparison.of(ledger, host.tally(), settings, fits, clock));
    }
  }

  private void runOnLinux(
      AcceptedStart start, RunOptions options, NoticeLog console, Supervision supervision) {
    LoadedConfig loaded = start.given();
    Notices notices = new ConsoleNotices(console);
    Ledger ledger;
    try (Host host = LinuxHosts.open(loaded.config(), notices, supervision.workers())) {
      HeapNeed need = HeapNeed.of(start.runs().config(), look(host).devices().size());
      AgentHeap.requireAbout(need);
      need.problem(AgentHeap.bytes()).ifPresent(notices::warn);
      warmUp(loaded.config(), notices);
      ledger = runOn(host, start, options, console, supervision);
    }
    console.tell(ledger.close(null));
  }

  private Ledger runOn(
      Host host,
      AcceptedStart start,
      RunOptions options,
      NoticeLog console,
      Supervision supervision) {
    long startedEpochMillis = WallClock.OF_MACHINE.epochMillis();
    LoadedConfig loaded = start.runs();
    AgentConfig config = loaded.config();
    HostSnapshot look = look(host);
    long totalBytes = look.memory().totalBytes();
    Workers workers = supervision.workers();
    Notices notices = new ConsoleNotices(console);
    Rules rules =
        new Rules(
            host,
            totalBytes,
            () -> Math.max(look.devices().size(), supervision.pulse().devices()),
            notices::warn,
            supervision.leftOutShadow(config));
    LoopRules first = rules.of(config);
    AtomicReference<LoopRules> inUse = new AtomicReference<>(first);
    Decider decider = new Decider(first.decisions());
    RunFiles files = RunFolder.files(options.host());
    RunFolder folder = RunFolder.open(files, notices);
    NewestTick newest = new NewestTick(files.tick());
    TickRing ring = new TickRing(Recorders.areWanted(config, options));
    PublishedTicks ticks =
        PublishedTicks.open(files.tick(), newest, ring, look.devices().size(), notices);
    Optional<DecisionJournal> journal =
        Journals.open(config.ledger(), files, startedEpochMillis, ring, notices, workers);
    Optional<FlightRecorder> recorder =
        Recorders.open(host, totalBytes, loaded, first, ring, options, notices, workers);
    Ledger ledger =
        new Ledger(decider, first.customers(), host::identity, ticks.publisher(), console::tell);
    ledger.show(new RunFigures(inUse::get, journal, recorder, console, workers));
    ReclaimLoop loop =
        new ReclaimLoop(host, decider, first, ledger, supervision.shadow(), supervision.pulse());
    options.stop().onRequest(loop::stop);
    HostSnapshot snapshot = loop.begin();
    ledger.open(snapshot);
    AgentStarted started = started(host, config, snapshot.devices().size());
    console.tell(started);
    loaded.policyJars().forEach(jar -> notices.info("policies are from " + jar));
    EffectNotices.tell(loaded, totalBytes, notices);
    if (!start.asLast()) {
      EffectNotices.tellNotes(loaded, notices);
    }
    supervision.watch(host, config);
    StatusTeller status = new StatusTeller(newest, console);
    try (var reloads =
        new Reloads(
            start,
            first,
            rules,
            heapGrowth(options, rules, supervision, notices),
            (next, its) -> {
              inUse.set(its);
              adopt(loop::adopt, recorder, next, its);
            },
            notices,
            workers,
            Reloads.Time.OF_MACHINE)) {
      Controls controls = new Controls(loop, reloads, inUse::get, clock, notices);
      Consumer<OrderEntry> written = written(journal);
      AgentFacts facts =
          new AgentFacts(
              started, AgentFacts.ownVersion(), snapshot.takenAtNanos(), startedEpochMillis);
      RunState state =
          new RunState(
              facts,
              RunState.isShimMissing(config, started.truncator()),
              places(config, options, files, journal, recorder),
              controls,
              supervision::health,
              console);
      try (var orders =
              OrderSeat.open(
                  config,
                  start.given().file(),
                  options,
                  files,
                  controls,
                  written,
                  workers,
                  notices);
          var shown =
              new StateSeat(
                  folder,
                  files.state(),
                  state,
                  List.of(status::tell, ticks::look),
                  notices,
                  workers);
          var server = ServeProcess.of(loaded, options.host(), files, notices, workers)) {
        shown.begin();
        orders.begin();
        server.begin();
        options.reload().onRequest(reloads::request);
        reloads.watch();
        turn(loop, options);
      }
    } finally {
      supervision.endWatch();
      journal.ifPresent(DecisionJournal::close);
      recorder.ifPresent(FlightRecorder::close);
      ticks.close();
      RunFolder.end(files);
    }
    return ledger;
  }

  /** A run that ends by itself, and a recording of one, stay in one piece. */
  private static HeapGrowth heapGrowth(
      RunOptions options, Rules rules, Supervision supervision, Notices notices) {
    LoopPulse pulse = supervision.pulse();
    boolean fixed = options.recordTo().isPresent() || options.forNanos().isPresent();
    return new HeapGrowth(
        HeapGrowth.Heap.ofProcess(fixed ? HeapChoice.FIXED : options.heap()),
        rules::need,
        new HeapGrowth.Now(
            pulse::devices, new OccupiedHeap()::share, () -> !pulse.isShort() && !pulse.isBusy()),
        notices,
        supervision::restartWith);
  }

  private static Consumer<OrderEntry> written(Optional<DecisionJournal> journal) {
    return journal.isPresent() ? journal.get()::ordered : entry -> {};
  }

  /**
   * What ends the loop but a host that is gone is a defect, after which nothing is to be trusted.
   */
  private static void turn(ReclaimLoop loop, RunOptions options) {
    try {
      options.forNanos().ifPresentOrElse(loop::run, loop::run);
    } catch (HostException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new LoopFailure(e);
    } finally {
      options.stop().request(); // From here on the end is bounded.
    }
  }

  private static void adopt(
      Consumer<LoopRules> loop,
      Optional<FlightRecorder> recorder,
      LoadedConfig next,
      LoopRules rules) {
    recorder.ifPresent(r -> r.configured(rules.number(), Recorders.copy(next, rules)));
    loop.accept(rules);
  }

  /** Shares in the configuration are of the host's memory, which a first look tells. */
  private static HostSnapshot look(Host host) {
    HostSnapshot look = new HostSnapshot();
    host.sample(look, NoListener.INSTANCE);
    return look;
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

  private static RunState.Places places(
      AgentConfig config,
      RunOptions options,
      RunFiles files,
      Optional<DecisionJournal> journal,
      Optional<FlightRecorder> recorder) {
    return new RunState.Places(
        journal.map(one -> Journals.folder(config.ledger(), files)),
        OrderSeat.socket(config, options, files),
        recorder.flatMap(one -> Recorders.folder(config, options)));
  }

  private static AgentStarted started(Host host, AgentConfig config, int devices) {
    return new AgentStarted(
        host.kind(),
        config.mode().name().toLowerCase(Locale.ROOT),
        host.truncator().name(),
        host.truncator().reason(),
        config.policy().name(),
        devices,
        0);
  }
}
