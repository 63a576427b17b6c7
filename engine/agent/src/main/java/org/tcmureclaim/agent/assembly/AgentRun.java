package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.journal.OrderJournal;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.LoopFailure;
import org.tcmureclaim.agent.loop.LoopPulse;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.state.NoticeLog;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.snapshot.HostSnapshot;

/** One run of an agent on a host that is open, from its first look to the end of its loop. */
final class AgentRun {
  private final long startedEpochMillis = WallClock.OF_MACHINE.epochMillis();
  private final Host host;
  private final AcceptedStart start;
  private final LoadedConfig loaded;
  private final AgentConfig config;
  private final RunOptions options;
  private final NoticeLog console;
  private final Notices notices;
  private final Supervision supervision;
  private final Workers workers;
  private final WorkerClock clock;

  // What it goes by.
  private final long totalBytes;
  private final Rules rules;
  private final LoopRules first;
  private final AtomicReference<LoopRules> inUse;

  private final RunOutputs outputs;
  private final Ledger ledger;
  private final ReclaimLoop loop;

  /**
   * Opens the files of a run; where that fails, those that are open are closed again.
   *
   * @param clock of pauses
   */
  AgentRun(
      Host host,
      AcceptedStart start,
      RunOptions options,
      NoticeLog console,
      Supervision supervision,
      WorkerClock clock) {
    this.host = host;
    this.start = start;
    this.loaded = start.runs();
    this.config = loaded.config();
    this.options = options;
    this.console = console;
    this.notices = new ConsoleNotices(console);
    this.supervision = supervision;
    this.workers = supervision.workers();
    this.clock = clock;

    HostSnapshot look = look(host);
    totalBytes = look.memory().totalBytes();
    int luns = look.devices().size();
    rules =
        new Rules(
            host,
            totalBytes,
            () -> Math.max(luns, supervision.pulse().devices()),
            notices::warn,
            supervision.leftOutShadow(config));
    first = rules.of(config);
    inUse = new AtomicReference<>(first);

    outputs =
        RunOutputs.open(
            loaded,
            options,
            host,
            look,
            first,
            new RunOutputs.Start(
                startedEpochMillis, new LostFolder(host, supervision, notices), notices, workers));
    try {
      Decider decider = new Decider(first.decisions());
      ledger =
          new Ledger(
              decider,
              first.customers(),
              host::identity,
              outputs.ticks().publisher(),
              console::tell);
      ledger.show(
          new RunFigures(inUse::get, outputs.journal(), outputs.recorder(), console, workers));
      loop =
          new ReclaimLoop(host, decider, first, ledger, supervision.shadow(), supervision.pulse());
    } catch (RuntimeException | Error e) {
      outputs.close();
      throw e;
    }
  }

  /** Shares in the configuration are of the host's memory, which a first look tells. */
  static HostSnapshot look(Host host) {
    HostSnapshot look = new HostSnapshot();
    host.sample(look, NoListener.INSTANCE);
    return look;
  }

  /** Turns the loop until it is asked to stop or its time is over, and closes the files. */
  Ledger run() {
    options.stop().onRequest(loop::stop);
    try (outputs) {
      turnWatched();
    }
    return ledger;
  }

  private void turnWatched() {
    try {
      AgentFacts facts = begin();
      supervision.watch(host, config);
      try (Reloads reloads = reloads()) {
        takeOrders(facts, reloads);
      }
    } finally {
      supervision.endWatch();
    }
  }

  /** Takes the first look that is shown, and tells what runs here. */
  private AgentFacts begin() {
    HostSnapshot snapshot = loop.begin();
    ledger.open(snapshot);
    AgentStarted started = started(snapshot.devices().size());
    console.tell(started);
    loaded.policyJars().forEach(jar -> notices.info("policies are from " + jar));
    if (!host.tellsHeat()) {
      config.policy().withoutHeat().forEach(this::tellWithoutHeat);
    }
    EffectNotices.tell(loaded, totalBytes, notices);
    if (!start.asLast()) {
      EffectNotices.tellNotes(loaded, notices);
    }
    return new AgentFacts(
        started, AgentFacts.ownVersion(), snapshot.takenAtNanos(), startedEpochMillis);
  }

  private void tellWithoutHeat(String whatItDoes) {
    notices.info("neither peaks nor heat are told on this host; " + whatItDoes);
  }

  private AgentStarted started(int devices) {
    return new AgentStarted(
        host.kind(),
        config.mode().name().toLowerCase(Locale.ROOT),
        host.truncator().name(),
        host.truncator().reason(),
        config.policy().name(),
        devices,
        0);
  }

  private Reloads reloads() {
    return new Reloads(
        start, first, rules, heapGrowth(), this::adopt, notices, workers, Reloads.Time.OF_MACHINE);
  }

  /** A run that ends by itself, and a recording of one, stay in one piece. */
  private HeapGrowth heapGrowth() {
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

  /** The recorder hears of a configuration before the first tick under it. */
  private void adopt(LoadedConfig next, LoopRules its) {
    inUse.set(its);
    outputs.recorder().ifPresent(r -> r.configured(its.number(), Recorders.copy(next, its)));
    loop.adopt(its);
  }

  /** Shows how the agent stands, takes orders and has the server run while the loop turns. */
  private void takeOrders(AgentFacts facts, Reloads reloads) {
    Controls controls = new Controls(loop, reloads, inUse::get, clock, notices);
    try (OrderSeat orders = orders(controls);
        StateSeat shown = shown(facts, controls);
        ServeProcess server =
            ServeProcess.of(loaded, options.host(), outputs.files(), notices, workers)) {
      shown.begin();
      orders.begin();
      server.begin();
      options.reload().onRequest(reloads::request);
      reloads.watch();
      turn();
    }
  }

  private OrderSeat orders(Controls controls) {
    OrderJournal written =
        outputs.journal().<OrderJournal>map(one -> one).orElse(OrderJournal.NONE);
    return OrderSeat.open(
        config,
        start.given().file(),
        options,
        outputs.files(),
        controls,
        written,
        workers,
        notices);
  }

  private StateSeat shown(AgentFacts facts, Controls controls) {
    RunState state =
        new RunState(
            facts,
            RunState.isShimMissing(config, facts.started().truncator()),
            places(),
            controls,
            supervision::health,
            console);
    StatusTeller status = new StatusTeller(outputs.newest(), console);
    return new StateSeat(
        outputs.folder(),
        outputs.files().state(),
        state,
        List.of(status::tell, outputs.ticks()::look),
        notices,
        workers);
  }

  private RunState.Places places() {
    return new RunState.Places(
        outputs.journal().map(one -> Journals.folder(config.ledger(), outputs.files())),
        OrderSeat.socket(config, options, outputs.files()),
        outputs.recorder().flatMap(one -> Recorders.folder(config, options)));
  }

  /** What is done where the folder of the run was removed. */
  private record LostFolder(Host host, Supervision supervision, Notices notices)
      implements RunFolder.Lost {
    @Override
    public boolean end() {
      return supervision.endForFolder();
    }

    @Override
    public void madeAgain() {
      try {
        host.makeFilesAgain();
      } catch (HostException e) {
        notices.warn(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * What ends the loop but a host that is gone is a defect, after which nothing is to be trusted.
   */
  private void turn() {
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
}
