package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcmureclaim.agent.api.AgentControls.ReloadResult;
import org.tcmureclaim.agent.api.UnknownName;
import org.tcmureclaim.agent.config.ConfigChanges;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.host.Notices;

/**
 * Reads the configuration again while the agent runs, on a thread of its own: as a whole, or not at
 * all. What it read is handed over, and the loop takes it between two ticks.
 */
final class Reloads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
  private static final int MOST_CHANGES_TOLD = 8;
  private static final long LOOK_EVERY_MILLIS = 2_000;

  private final Rules rules;
  private final BiConsumer<LoadedConfig, LoopRules> handOver;
  private final Notices notices;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          runnable -> {
            Thread thread = new Thread(runnable, "reload");
            thread.setDaemon(true);
            return thread;
          });

  /** What only a restart changes is still as this says. */
  private final LoadedConfig started;

  // What runs now, its files when it was read, and as they were last seen if that is otherwise.
  // Used by the executor's thread alone.
  private LoadedConfig current;
  private String stamp;
  private String changedStamp = "";
  private final Set<String> pausedCustomers = new TreeSet<>();

  /**
   * Reloads for one run.
   *
   * @param handOver takes a configuration and its rules for the next tick; must not block
   */
  Reloads(
      LoadedConfig current,
      Rules rules,
      BiConsumer<LoadedConfig, LoopRules> handOver,
      Notices notices) {
    this.started = current;
    this.current = current;
    this.stamp = current.stamp();
    this.rules = rules;
    this.handOver = handOver;
    this.notices = notices;
  }

  /** Begins to look at the files; only counts where the configuration asks for it. */
  void watch() {
    var unused =
        executor.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Reads files that have changed, once they have stayed the same from one look to the next. */
  void look() {
    if (!current.config().files().reloadOnChange()) {
      return;
    }
    String now = current.stamp();
    if (!now.equals(stamp) && now.equals(changedStamp)) {
      var unused = reload();
    }
    changedStamp = now;
  }

  /** Reads it again soon. Safe from any thread. */
  void request() {
    try {
      executor.execute(this::reload);
    } catch (RejectedExecutionException e) {
      LOG.debug("asked to reload after the end", e);
    }
  }

  /** Reads it again soon, and tells what came of it. Safe from any thread. */
  CompletionStage<ReloadResult> requested() {
    return CompletableFuture.supplyAsync(this::reload, executor);
  }

  /**
   * Has a customer left alone soon, or no longer. Safe from any thread.
   *
   * @return those that are left alone; failed with {@link IllegalArgumentException} where there is
   *     no such customer
   */
  CompletionStage<Set<String>> pause(String customer, boolean paused) {
    return CompletableFuture.supplyAsync(() -> pauseNow(customer, paused), executor);
  }

  private Set<String> pauseNow(String customer, boolean paused) {
    List<String> known = current.config().customers().all().stream().map(c -> c.name()).toList();
    if (!known.contains(customer)) {
      throw new IllegalArgumentException(UnknownName.text("customer", customer, known));
    }
    boolean changed = paused ? pausedCustomers.add(customer) : pausedCustomers.remove(customer);
    if (changed) {
      handOver.accept(current, rules.of(current.config(), pausedCustomers));
      notices.info((paused ? "paused: customer " : "resumed: customer ") + customer);
    }
    return Set.copyOf(pausedCustomers);
  }

  ReloadResult reload() {
    stamp = current.stamp();
    try {
      LoadedConfig next = current.again();
      handOver.accept(next, rules.of(next.config(), pausedCustomers));
      ConfigChanges changes =
          ConfigChanges.of(started.readings(), current.readings(), next.readings());
      tell(changes);
      tellJars(next);
      rules.tellWithoutEffect(next, notices);
      current = next;
      stamp = current.stamp();
      return new ReloadResult(changes.atOnce(), changes.afterRestart(), List.of());
    } catch (ConfigurationException e) {
      notices.warn(
          "configuration not reloaded, the one before goes on: " + String.join("; ", e.problems()));
      return new ReloadResult(List.of(), List.of(), e.problems());
    }
  }

  private void tellJars(LoadedConfig next) {
    if (!next.policyJars().equals(current.policyJars())) {
      notices.info(
          next.policyJars().isEmpty()
              ? "no policy is from a jar any more"
              : "policies are now from " + String.join(", ", next.policyJars()));
    }
  }

  private void tell(ConfigChanges changes) {
    if (!changes.afterRestart().isEmpty()) {
      notices.warn("counts only after a restart: " + String.join(", ", changes.afterRestart()));
    }
    int told = Math.min(MOST_CHANGES_TOLD, changes.atOnce().size());
    int more = changes.atOnce().size() - told;
    notices.info(
        told == 0
            ? "configuration reloaded: nothing that counts at once has changed"
            : "configuration reloaded: "
                + String.join(", ", changes.atOnce().subList(0, told))
                + (more == 0 ? "" : " and " + more + " more"));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
