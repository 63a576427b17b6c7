package org.tcmureclaim.agent.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tcmureclaim.agent.answers.TickAge;
import org.tcmureclaim.agent.api.AgentControls.Paused;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.CustomerState;
import org.tcmureclaim.agent.state.PausedCustomer;
import org.tcmureclaim.agent.state.WorkerStanding;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.host.worker.WorkerState;
import org.tcmureclaim.snapshot.HostSnapshot;

/** The state of the agent whose process serves this API, as it is when it is asked for. */
final class RunningState {
  private final AgentFacts facts;
  private final AgentControls controls;

  RunningState(AgentFacts facts, AgentControls controls) {
    this.facts = facts;
    this.controls = controls;
  }

  /**
   * The state now.
   *
   * @param nowNanos on the monotonic clock
   */
  AgentState at(long nowNanos) {
    Paused paused = controls.paused();
    AgentHealth health = controls.health();
    return new AgentState(
        facts.version(),
        ProcessHandle.current().pid(),
        facts.startedEpochMillis(),
        facts.startedAtNanos(),
        facts.started(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        paused.all(),
        0,
        paused.customers().stream().map(name -> new PausedCustomer(name, 0)).toList(),
        customers(),
        controls.policyJars(),
        health.startsLastHour(),
        health.lastEnd(),
        health.workers().stream().map(worker -> standing(worker, nowNanos)).toList(),
        List.of());
  }

  TickAge tickAge() {
    AgentHealth health = controls.health();
    return new TickAge(health.tickAgeSeconds(), health.stale());
  }

  private List<CustomerState> customers() {
    return controls.customers().stream().map(RunningState::customer).toList();
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

  private static WorkerStanding standing(WorkerState worker, long nowNanos) {
    return new WorkerStanding(
        worker.name(),
        worker.task(),
        worker.running(),
        worker.busyNanos() == 0 ? 0 : nowNanos - worker.busyNanos(),
        worker.restarts(),
        worker.problem());
  }
}
