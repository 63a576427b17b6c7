package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.ReclaimLoop;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.WorkerClock;

/** What an operator can do to a running agent. */
final class Controls implements RunControls {
  private final ReclaimLoop loop;
  private final Reloads reloads;
  private final Supplier<LoopRules> rules;
  private final WorkerClock clock;
  private final Notices notices;

  /** Guards what an order changes together: whose plans are kept back, and until when. */
  private final Object lock = new Object();

  private final PauseEnds ends = new PauseEnds();
  private volatile Paused paused = new Paused(false, Set.of());

  Controls(
      ReclaimLoop loop,
      Reloads reloads,
      Supplier<LoopRules> rules,
      WorkerClock clock,
      Notices notices) {
    this.loop = loop;
    this.reloads = reloads;
    this.rules = rules;
    this.clock = clock;
    this.notices = notices;
  }

  @Override
  public CompletionStage<Paused> pause(PauseOwner by, Optional<String> customer, long forSeconds) {
    String whose = customer.orElse(PauseEnds.ALL);
    try {
      synchronized (lock) {
        long nowNanos = clock.nanoTime();
        long seconds = ends.allowedSeconds(by, forSeconds, nowNanos);
        if (by == PauseOwner.SERVER && seconds == 0) {
          throw ServerOrders.pausedLongEnough();
        }
        change(whose, true);
        ends.pause(by, whose, seconds, nowNanos);
        return CompletableFuture.completedFuture(paused);
      }
    } catch (IllegalArgumentException | OrderRefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletionStage<Paused> resume(PauseOwner by, Optional<String> customer) {
    String whose = customer.orElse(PauseEnds.ALL);
    try {
      synchronized (lock) {
        if (by == PauseOwner.SERVER && ends.has(PauseOwner.COMMAND_LINE, whose)) {
          throw ServerOrders.pausedOnHost(customer);
        }
        change(whose, false);
        ends.resume(by, whose, clock.nanoTime());
        return CompletableFuture.completedFuture(paused);
      }
    } catch (IllegalArgumentException | OrderRefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void change(String whose, boolean pause) {
    paused = whose.equals(PauseEnds.ALL) ? changeAll(pause) : changeOne(whose, pause);
  }

  private Paused changeAll(boolean pause) {
    if (paused.all() != pause) {
      notices.info(pause ? "paused: plans are kept back" : "resumed");
    }
    loop.pause(pause);
    return new Paused(pause, paused.customers());
  }

  private Paused changeOne(String customer, boolean pause) {
    return new Paused(paused.all(), reloads.pause(customer, pause));
  }

  @Override
  public long pauseEndsInSeconds(Optional<String> customer) {
    synchronized (lock) {
      return ends.leftSeconds(customer.orElse(PauseEnds.ALL), clock.nanoTime());
    }
  }

  /** When a pause ends by itself, on the clock of pauses; 0 where it does not. */
  long pauseEndsAtNanos(Optional<String> customer) {
    synchronized (lock) {
      return ends.endsAtNanos(customer.orElse(PauseEnds.ALL));
    }
  }

  @Override
  public void endPauses() {
    synchronized (lock) { // No pause begins between the two.
      long nowNanos = clock.nanoTime();
      for (String due = ends.takeDue(nowNanos); due != null; due = ends.takeDue(nowNanos)) {
        notices.info("the time of a pause is over");
        change(due, false);
      }
    }
  }

  /** Whose plans are kept back now. */
  Paused paused() {
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

  /** The customers of the configuration that runs, the one for all others last. */
  List<CustomerPolicy> customers() {
    return rules.get().decisions().customers();
  }

  /** The jars that policies of the configuration that runs are from: file and version of each. */
  List<String> policyJars() {
    return reloads.policyJars();
  }
}
