package org.tcmureclaim.agent.assembly;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.LargerHeap;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.loop.LoopPulse;
import org.tcmureclaim.agent.loop.ShadowBounds;
import org.tcmureclaim.agent.loop.ShadowSeat;
import org.tcmureclaim.agent.starts.StartBook;
import org.tcmureclaim.configuration.rules.PolicyConfig;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;

/** All that watches one run from outside: its threads, its loop, its shadow, and its starts. */
final class Supervision {

  private final Workers workers;
  private final LoopPulse pulse = new LoopPulse();
  private final ShadowSeat shadow;
  private final Optional<StartBook> starts;
  private final RunOptions options;
  private final Notices notices;
  private @Nullable Worker watch;
  private volatile String startAgainFor = "";
  private volatile @Nullable LargerHeap largerHeap;

  private Supervision(Optional<StartBook> starts, RunOptions options, Notices notices) {
    this.starts = starts;
    this.options = options;
    this.notices = notices;
    this.workers = options.workers().orElseGet(() -> new Workers(notices));
    boolean simulated = options.host() == HostKind.SIMULATED;
    this.shadow = new ShadowSeat(simulated ? ShadowSeat.SIMULATED_WAIT_NANOS : 0);
  }

  /** That of a run which begins now; it is noted where a host outlives the agent. */
  static Supervision of(AgentConfig config, RunOptions options, Notices notices) {
    @Nullable Path folder = config.linux().lockFile().toAbsolutePath().getParent();
    boolean noted = options.host() == HostKind.LINUX && options.recordTo().isEmpty();
    Optional<StartBook> book =
        noted && folder != null
            ? Optional.of(
                StartBook.open(
                    folder,
                    WallClock.OF_MACHINE.epochMillis(),
                    ProcessHandle.current().pid(),
                    pid -> ProcessHandle.of(pid).isPresent()))
            : Optional.empty();
    return new Supervision(book, options, notices);
  }

  Workers workers() {
    return workers;
  }

  LoopPulse pulse() {
    return pulse;
  }

  ShadowSeat shadow() {
    return shadow;
  }

  /** After quick ends, waits before the host is opened; ends early where the agent is to stop. */
  void awaitTurn() {
    long seconds = starts.map(StartBook::waitSeconds).orElse(0L);
    if (seconds == 0) {
      return;
    }
    notices.warn(
        "%d agents ended within 10 minutes, the last one: %s; waiting %d s before the host is opened"
            .formatted(
                starts.map(StartBook::badEnds).orElse(0),
                starts.map(StartBook::lastEnd).orElse(""),
                seconds));
    CountDownLatch stopped = new CountDownLatch(1);
    options.stop().onRequest(stopped::countDown);
    try {
      boolean unused = stopped.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The fingerprint of the shadow that is left out this time; told of here. */
  Optional<String> leftOutShadow(AgentConfig config) {
    Optional<PolicyConfig> wanted = config.shadow();
    Optional<String> why = starts.flatMap(StartBook::shadowLeftOut);
    if (wanted.isEmpty() || why.isEmpty()) {
      wanted.ifPresent(policy -> starts.ifPresent(book -> book.shadowRuns(policy.name())));
      return Optional.empty();
    }
    notices.warn(
        "the shadow is left out this time, because of the agent before, with shadow " + why.get());
    return wanted.map(PolicyConfig::fingerprint);
  }

  /** Begins to look at the loop. */
  void watch(Host host, AgentConfig config) {
    String name = config.shadow().map(PolicyConfig::name).orElse("");
    LoopWatch looks =
        new LoopWatch(
            pulse,
            shadow,
            ShadowBounds.of(Runtime.getRuntime().maxMemory()),
            why -> new DeadLoop(host, starts, notices).end(why),
            () -> endForShadow(name));
    watch = workers.start("watch", "looks whether the decision loop turns", looks::run);
  }

  /** A thread cannot be ended by force, so that the agent is, where it is started again. */
  private void endForShadow(String name) {
    if (isStartedAgain() && !isToStartAgain()) {
      notices.warn(
          "the shadow " + name + " goes on without end; the agent starts again without it");
      starts.ifPresent(book -> book.shadowBroke(name, "it took more than a tick may take"));
      endFor("its shadow went on without end");
    }
  }

  /**
   * The folder of the run was removed, and with it what keeps a second agent away.
   *
   * @return whether the agent ends for that
   */
  boolean endForFolder() {
    if (isStartedAgain() && !isToStartAgain()) {
      endFor("its folder was removed");
    }
    return isToStartAgain();
  }

  /** Whether systemd starts this agent again after it has ended by itself. */
  private boolean isStartedAgain() {
    return options.startedAgain() && starts.isPresent();
  }

  private void endFor(String why) {
    startAgainFor = why;
    options.stop().request();
  }

  /** Has the agent end, to go on in a process with a larger heap. */
  void restartWith(LargerHeap larger) {
    largerHeap = larger;
    options.stop().request();
  }

  /** How the agent goes on, where it has ended for that. */
  Optional<LargerHeap> largerHeap() {
    return Optional.ofNullable(largerHeap);
  }

  /** Whether the agent ends only to be started again. */
  boolean isToStartAgain() {
    return !startAgainFor.isEmpty();
  }

  /** The run is over. */
  void endWatch() {
    Worker running = watch;
    if (running != null) {
      running.interrupt();
    }
  }

  /** The agent has ended as it was asked to. */
  void endedAsAsked() {
    starts.ifPresent(book -> end(book));
  }

  private void end(StartBook book) {
    if (isToStartAgain()) {
      book.ends(startAgainFor);
    } else {
      book.endsAsAsked();
    }
  }

  /** The agent ends with an error. */
  void failed(Throwable failure) {
    starts.ifPresent(book -> book.ends(String.valueOf(failure.getMessage())));
  }

  AgentHealth health() {
    return new AgentHealth(
        workers.states(),
        starts.map(StartBook::startsLastHour).orElse(1),
        starts.map(StartBook::lastEnd).orElse(""));
  }
}
