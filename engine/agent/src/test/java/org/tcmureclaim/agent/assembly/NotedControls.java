package org.tcmureclaim.agent.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.ShrinkOrder;

/** Notes what is asked of it. */
final class NotedControls implements RunControls {
  final List<String> asked = new ArrayList<>();
  final List<ShrinkOrder> shrinks = new ArrayList<>();
  CompletionStage<ReloadResult> reload =
      CompletableFuture.completedFuture(new ReloadResult(List.of(), List.of(), List.of()));

  /** What a resume fails with; null for none. */
  @Nullable RuntimeException resumeFailure;

  int turns;

  @Override
  public CompletionStage<Paused> resume(PauseOwner by, Optional<String> customer) {
    asked.add("resume " + customer.orElse("all") + " by " + by);
    return resumeFailure == null
        ? CompletableFuture.completedFuture(paused())
        : CompletableFuture.failedFuture(resumeFailure);
  }

  @Override
  public void endPauses() {
    turns++;
  }

  @Override
  public CompletionStage<Paused> pause(PauseOwner by, Optional<String> customer, long forSeconds) {
    asked.add("pause " + customer.orElse("all") + " for " + forSeconds + " by " + by);
    return customer.equals(Optional.of("none"))
        ? CompletableFuture.failedFuture(new IllegalArgumentException("no customer none"))
        : CompletableFuture.completedFuture(paused());
  }

  private static Paused paused() {
    return new Paused(true, Set.of("gold", "acme"));
  }

  @Override
  public long pauseEndsInSeconds(Optional<String> customer) {
    return 9;
  }

  @Override
  public void shrink(ShrinkOrder order) {
    shrinks.add(order);
  }

  @Override
  public CompletionStage<ReloadResult> reload(boolean yes) {
    asked.add("reload " + yes);
    return reload;
  }
}
