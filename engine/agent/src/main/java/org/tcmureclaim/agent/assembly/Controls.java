package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.tcmureclaim.agent.api.AgentControls;
import org.tcmureclaim.agent.api.AgentHealth;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.host.Notices;

/** What an operator can do to a running agent. */
final class Controls implements AgentControls {
  private final ReclaimLoop loop;
  private final Reloads reloads;
  private final Supplier<Counters> counters;
  private final Supplier<LoopRules> rules;
  private final Supplier<AgentHealth> health;
  private final Notices notices;
  private volatile Paused paused = new Paused(false, Set.of());

  Controls(
      ReclaimLoop loop,
      Reloads reloads,
      Supplier<Counters> counters,
      Supplier<LoopRules> rules,
      Supplier<AgentHealth> health,
      Notices notices) {
    this.loop = loop;
    this.reloads = reloads;
    this.counters = counters;
    this.rules = rules;
    this.health = health;
    this.notices = notices;
  }

  @Override
  public CompletionStage<Paused> pause(Optional<String> customer, boolean pause) {
    if (customer.isEmpty()) {
      if (paused.all() != pause) {
        notices.info(pause ? "paused: plans are kept back" : "resumed");
      }
      loop.pause(pause);
      return CompletableFuture.completedFuture(keep(pause, paused.customers()));
    }
    try {
      return CompletableFuture.completedFuture(
          keep(paused.all(), reloads.pause(customer.get(), pause)));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized Paused keep(boolean all, Set<String> customers) {
    paused = new Paused(all, customers);
    return paused;
  }

  @Override
  public AgentHealth health() {
    return health.get();
  }

  @Override
  public Paused paused() {
    return paused;
  }

  @Override
  public void shrink(ShrinkOrder order) {
    loop.order(order);
  }

  @Override
  public CompletionStage<ReloadResult> reload(boolean yes) {
    try {
      return reloads.requested(yes);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public List<CustomerPolicy> customers() {
    return rules.get().decisions().customers();
  }

  @Override
  public Counters counters() {
    return counters.get();
  }

  @Override
  public List<String> policyJars() {
    return reloads.policyJars();
  }
}
