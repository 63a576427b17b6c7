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
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcmureclaim.agent.api.AgentControls.ReloadResult;
import org.tcmureclaim.agent.api.UnknownName;
import org.tcmureclaim.agent.config.ConfigChanges;
import org.tcmureclaim.agent.config.HeldConfig;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.config.Promises;
import org.tcmureclaim.agent.config.SettledFiles;
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
  private final AcceptedStart start;
  private final SettledFiles files;
  private final LongSupplier nanoTime;
  private final HeldConfig held = new HeldConfig();
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

  /** Reloads for one run, in the machine's time. */
  Reloads(
      AcceptedStart start,
      Rules rules,
      BiConsumer<LoadedConfig, LoopRules> handOver,
      Notices notices) {
    this(
        start,
        rules,
        handOver,
        notices,
        new SettledFiles(SettledFiles.Wait.OF_MACHINE),
        System::nanoTime);
  }

  /**
   * Reloads for one run.
   *
   * @param handOver takes a configuration and its rules for the next tick; must not block
   */
  Reloads(
      AcceptedStart start,
      Rules rules,
      BiConsumer<LoadedConfig, LoopRules> handOver,
      Notices notices,
      SettledFiles files,
      LongSupplier nanoTime) {
    this.start = start;
    this.files = files;
    this.nanoTime = nanoTime;
    this.started = start.runs();
    this.current = start.runs();
    this.stamp = start.given().stampAsRead();
    this.rules = rules;
    this.handOver = handOver;
    this.notices = notices;
    if (start.lost().isEmpty()) {
      start.keep(start.given(), notices);
    } else {
      var unused = hold(start.given(), start.lost());
    }
  }

  /** Begins to look at the files; only counts where the configuration asks for it. */
  void watch() {
    var unused =
        executor.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Reads files that have changed, once they have stayed the same from one look to the next. */
  void look() {
    long now = nanoTime.getAsLong();
    held.due(now).ifPresent(this::adoptHeld);
    if (!current.config().files().reloadOnChange()) {
      return;
    }
    String seen = current.stamp();
    if (!seen.equals(stamp) && seen.equals(changedStamp)) {
      var unused = reload(false);
    }
    changedStamp = seen;
  }

  /** Reads it again soon. Safe from any thread. */
  void request() {
    try {
      executor.execute(() -> reload(false));
    } catch (RejectedExecutionException e) {
      LOG.debug("asked to reload after the end", e);
    }
  }

  /**
   * Reads it again soon, and tells what came of it. Safe from any thread.
   *
   * @param yes whether it counts at once though it takes promises away
   */
  CompletionStage<ReloadResult> requested(boolean yes) {
    return CompletableFuture.supplyAsync(() -> reload(yes), executor);
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

  /** Reads it again now, as {@link #requested} does. */
  ReloadResult reload(boolean yes) {
    try {
      LoadedConfig next = files.again(current);
      List<String> lost = yes ? List.of() : Promises.lost(current.config(), next.config());
      stamp = next.stampAsRead();
      return lost.isEmpty() ? adopt(next) : hold(next, lost);
    } catch (ConfigurationException e) {
      stamp = current.stamp();
      notices.warn(
          "configuration not reloaded, the one before goes on: " + String.join("; ", e.problems()));
      return new ReloadResult(List.of(), List.of(), e.problems());
    }
  }

  /** Its minute is over. One whose files have changed meanwhile is judged from the beginning. */
  private void adoptHeld(LoadedConfig next) {
    held.release();
    if (!next.stamp().equals(next.stampAsRead())) {
      var unused = reload(false);
      return;
    }
    try {
      notices.warn(
          "promises end now: " + String.join(", ", Promises.lost(current.config(), next.config())));
      var unused = adopt(next);
    } catch (ConfigurationException e) {
      notices.warn(
          "configuration not reloaded, the one before goes on: " + String.join("; ", e.problems()));
    }
  }

  private ReloadResult adopt(LoadedConfig next) {
    handOver.accept(next, rules.of(next.config(), pausedCustomers));
    held.release();
    ConfigChanges changes =
        ConfigChanges.of(started.readings(), current.readings(), next.readings());
    tell(changes);
    tellJars(next);
    rules.tellWithoutEffect(next, notices);
    current = next;
    stamp = next.stampAsRead();
    start.keep(next, notices);
    return new ReloadResult(changes.atOnce(), changes.afterRestart(), List.of());
  }

  /** Keeps to what runs for a minute, as the next one makes fewer promises. */
  private ReloadResult hold(LoadedConfig next, List<String> lost) {
    long now = nanoTime.getAsLong();
    held.hold(next, now);
    long seconds = held.secondsLeft(now);
    notices.warn(
        "promises are kept for "
            + seconds
            + " s more though the configuration no longer makes them, and with them the customers"
            + " that were: "
            + String.join(", ", lost)
            + "; then it counts, unless its files change again. At once: tcmu-reclaim reload --yes");
    return new ReloadResult(List.of(), List.of(), List.of(), lost, seconds);
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
