package org.tcmureclaim.agent.assembly;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.Mode;
import org.tcmureclaim.agent.config.TruncatorChoice;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.CustomerState;
import org.tcmureclaim.agent.state.NoticeLog;
import org.tcmureclaim.agent.state.PausedCustomer;
import org.tcmureclaim.agent.state.WorkerStanding;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.host.worker.WorkerState;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The state of a run as it is now, for other processes. Asks what other threads keep ready; never
 * the decision thread.
 */
final class RunState implements Supplier<AgentState> {
  /** Most pieces of work end sooner; each that is shown has the state written again. */
  private static final long SHOWN_FROM_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Where a run keeps what it writes; empty for nowhere. */
  record Places(Optional<Path> journal, Optional<Path> orders, Optional<Path> recording) {}

  private final AgentFacts facts;
  private final boolean shimMissing;
  private final Places places;
  private final Controls controls;
  private final Supplier<AgentHealth> health;
  private final NoticeLog notices;

  RunState(
      AgentFacts facts,
      boolean shimMissing,
      Places places,
      Controls controls,
      Supplier<AgentHealth> health,
      NoticeLog notices) {
    this.facts = facts;
    this.shimMissing = shimMissing;
    this.places = places;
    this.controls = controls;
    this.health = health;
    this.notices = notices;
  }

  /** Whether an agent that is to act only observes, as the shim that was used cannot be. */
  static boolean isShimMissing(AgentConfig config, String truncator) {
    return config.mode() == Mode.ACT
        && config.truncator() == TruncatorChoice.AUTO
        && truncator.equals("observe");
  }

  @Override
  public AgentState get() {
    RunControls.Paused paused = controls.paused();
    AgentHealth now = health.get();
    return new AgentState(
        facts.version(),
        ProcessHandle.current().pid(),
        facts.startedEpochMillis(),
        facts.startedAtNanos(),
        facts.started(),
        shimMissing,
        places.journal(),
        places.orders(),
        places.recording(),
        paused.all(),
        controls.pauseEndsAtNanos(Optional.empty()),
        paused.customers().stream().sorted().map(this::paused).toList(),
        controls.customers().stream().map(RunState::customer).toList(),
        controls.policyJars(),
        now.startsLastHour(),
        now.lastEnd(),
        workers(now.workers()),
        notices.newest());
  }

  private PausedCustomer paused(String customer) {
    return new PausedCustomer(customer, controls.pauseEndsAtNanos(Optional.of(customer)));
  }

  private static CustomerState customer(CustomerPolicy customer) {
    CustomerSettings settings = customer.settings();
    Protection limits = settings.protection();
    return new CustomerState(
        settings.name(),
        customer.policyName(),
        settings.preference().name().toLowerCase(Locale.ROOT),
        settings.weight(),
        limits.minPages() * HostSnapshot.PAGE_BYTES,
        limits.lowPages() * HostSnapshot.PAGE_BYTES,
        bytes(limits.highPages()),
        bytes(limits.maxPages()));
  }

  private static long bytes(long pages) {
    return pages == Protection.UNLIMITED
        ? CustomerState.UNLIMITED
        : pages * HostSnapshot.PAGE_BYTES;
  }

  private static List<WorkerStanding> workers(List<WorkerState> states) {
    return states.stream()
        .map(
            one ->
                new WorkerStanding(
                    one.name(),
                    one.task(),
                    one.running(),
                    one.busyNanos() < SHOWN_FROM_NANOS ? 0 : one.busySinceNanos(),
                    one.restarts(),
                    one.problem()))
        .toList();
  }
}
