package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.tcmureclaim.agent.answers.UnknownName;
import org.tcmureclaim.agent.assembly.RunControls.ReloadResult;
import org.tcmureclaim.agent.config.ConfigChanges;
import org.tcmureclaim.agent.config.HeldConfig;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.config.Promises;
import org.tcmureclaim.agent.config.SettledFiles;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.host.worker.Workers;

/**
 * Reads the configuration again while the agent runs, on a worker of its own: as a whole, or not at
 * all. What it read is handed over, and the loop takes it between two ticks.
 *
 * <p>Pausing a customer touches no file and waits for no reading: it goes by the rules that are in
 * force, on the caller's thread. So a file that hangs holds up reloads and nothing else.
 */
final class Reloads implements AutoCloseable {
  private static final int MOST_CHANGES_TOLD = 8;
  private static final int MOST_WAITING = 16;
  private static final long LOOK_EVERY_MILLIS = 2_000;

  /** How it lets time pass until files stand still, and the clock of what is held back. */
  record Time(SettledFiles.Wait pass, LongSupplier nanoTime) {
    static final Time OF_MACHINE =
        new Time(SettledFiles.Wait.OF_MACHINE, WorkerClock.OF_MACHINE::nanoTime);
  }

  private final Rules rules;
  private final HeapGrowth heap;
  private final BiConsumer<LoadedConfig, LoopRules> handOver;
  private final Notices notices;
  private final AcceptedStart start;
  private final SettledFiles files;
  private final LongSupplier nanoTime;
  private final HeldConfig held = new HeldConfig();
  private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Worker worker;

  /** What only a restart changes is still as this says. */
  private final LoadedConfig started;

  // The files when they were read, and as they were last seen if that is otherwise. Used by the
  // worker alone.
  private String stamp;
  private String changedStamp = "";
  private volatile boolean watching;

  // What is in force. Held for a moment only: nothing is read or made meanwhile.
  private final Object inForce = new Object();
  private LoadedConfig current;
  private LoopRules currentRules;
  private long handedOver = LoopRules.FIRST;
  private final Set<String> pausedCustomers = new TreeSet<>();

  /**
   * Reloads for one run.
   *
   * @param first the rules of what {@code start} runs, which the loop begins with
   * @param handOver takes a configuration and its rules for the next tick; must neither block nor
   *     touch a file
   * @param time the machine's, but in tests
   */
  Reloads(
      AcceptedStart start,
      LoopRules first,
      Rules rules,
      HeapGrowth heap,
      BiConsumer<LoadedConfig, LoopRules> handOver,
      Notices notices,
      Workers workers,
      Time time) {
    this.start = start;
    this.files = new SettledFiles(time.pass());
    this.nanoTime = time.nanoTime();
    this.started = start.runs();
    this.current = start.runs();
    this.currentRules = first;
    this.stamp = start.given().stampAsRead();
    this.rules = rules;
    this.heap = heap;
    this.handOver = handOver;
    this.notices = notices;
    if (start.lost().isEmpty()) {
      start.keep(start.given(), notices);
    } else {
      var unused = hold(start.given(), start.lost());
    }
    this.worker = workers.start("reload", "reads the configuration again", this::work);
  }

  private void work(Worker self) throws InterruptedException {
    while (!self.isEnding()) {
      Runnable task = waiting.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      self.busy();
      if (task != null) {
        task.run();
      } else if (watching) {
        look();
      }
      self.idle();
    }
  }

  /** Begins to look at the files; only counts where the configuration asks for it. */
  void watch() {
    watching = true;
  }

  /** Reads files that have changed, once they have stayed the same from one look to the next. */
  void look() {
    long now = nanoTime.getAsLong();
    held.due(now).ifPresent(this::adoptHeld);
    LoadedConfig runs = current();
    heap.look(runs, held.isEmpty() && pausedCustomers().isEmpty());
    if (!runs.config().files().reloadOnChange()) {
      return;
    }
    String seen = runs.stamp();
    if (!seen.equals(stamp) && seen.equals(changedStamp)) {
      var unused = reload(false);
    }
    changedStamp = seen;
  }

  /** Reads it again soon. Safe from any thread. */
  void request() {
    if (!waiting.offer(() -> reload(false))) {
      notices.warn("the configuration is not read again: " + tooMany());
    }
  }

  /**
   * Reads it again soon, and tells what came of it. Safe from any thread.
   *
   * @param yes whether it counts at once though it takes promises away
   * @throws RejectedExecutionException where too many wait already
   */
  CompletionStage<ReloadResult> requested(boolean yes) {
    CompletableFuture<ReloadResult> answer = new CompletableFuture<>();
    if (!waiting.offer(() -> answer.complete(reload(yes)))) {
      throw new RejectedExecutionException(tooMany());
    }
    return answer;
  }

  private static String tooMany() {
    return MOST_WAITING + " reloads wait already; does one of its files hang?";
  }

  /**
   * Has a customer left alone from the next tick on, or no longer. Safe from any thread.
   *
   * @return those that are left alone
   * @throws IllegalArgumentException where there is no such customer
   */
  Set<String> pause(String customer, boolean paused) {
    Set<String> all;
    boolean changed;
    synchronized (inForce) {
      List<String> known = current.config().customers().all().stream().map(c -> c.name()).toList();
      // One that a reload took away while it was paused may come back with another.
      boolean resumes = !paused && pausedCustomers.contains(customer);
      if (!known.contains(customer) && !resumes) {
        throw new IllegalArgumentException(UnknownName.text("customer", customer, known));
      }
      changed = paused ? pausedCustomers.add(customer) : pausedCustomers.remove(customer);
      if (changed) {
        handOver.accept(current, withPauses(currentRules));
      }
      all = Set.copyOf(pausedCustomers);
    }
    if (changed) {
      notices.info((paused ? "paused: customer " : "resumed: customer ") + customer);
    }
    return all;
  }

  /** The jars that policies in force are from. Safe from any thread. */
  List<String> policyJars() {
    return List.copyOf(current().policyJars());
  }

  private LoadedConfig current() {
    synchronized (inForce) {
      return current;
    }
  }

  private Set<String> pausedCustomers() {
    synchronized (inForce) {
      return Set.copyOf(pausedCustomers);
    }
  }

  private LoopRules withPauses(LoopRules all) {
    handedOver++;
    return all.with(PausedCustomers.in(all.decisions(), pausedCustomers)).numbered(handedOver);
  }

  /**
   * Reads it again now, as {@link #requested} does. Whatever goes wrong, the one before goes on,
   * and later reloads work.
   */
  ReloadResult reload(boolean yes) {
    LoadedConfig runs = current();
    try {
      Optional<String> tooMuch = rules.reloadProblem(runs);
      if (tooMuch.isPresent()) {
        stamp = runs.stamp();
        return refused(List.of(tooMuch.get() + ", and so does a restart"));
      }
      LoadedConfig next = files.again(runs);
      List<String> lost = yes ? List.of() : Promises.lost(runs.config(), next.config());
      stamp = next.stampAsRead();
      return lost.isEmpty() ? adopt(next) : hold(next, lost);
    } catch (ConfigurationException e) {
      stamp = runs.stamp();
      return refused(e.problems());
    } catch (Throwable e) { // Also an error: a policy's jar that does not fit, a deep recursion.
      return refused(List.of("unexpected: " + e));
    }
  }

  private ReloadResult refused(List<String> problems) {
    notices.warn(
        "configuration not reloaded, the one before goes on: " + String.join("; ", problems));
    return new ReloadResult(List.of(), List.of(), problems);
  }

  /** Its minute is over. One whose files have changed meanwhile is judged from the beginning. */
  private void adoptHeld(LoadedConfig next) {
    held.release();
    if (!next.stamp().equals(next.stampAsRead())) {
      var unused = reload(false);
      return;
    }
    try {
      List<String> lost = Promises.lost(current().config(), next.config());
      notices.warn("promises end now: " + String.join(", ", lost));
      var unused = adopt(next);
    } catch (ConfigurationException e) {
      var unused = refused(e.problems());
    } catch (Throwable e) {
      var unused = refused(List.of("unexpected: " + e));
    }
  }

  private ReloadResult adopt(LoadedConfig next) {
    LoadedConfig before = current();
    Optional<String> nextProcess = heap.inPlaceOf(next);
    if (nextProcess.isPresent()) {
      stamp = next.stampAsRead();
      return refused(List.of(nextProcess.get()));
    }
    LoopRules nextRules = rules.of(next.config());
    ConfigChanges changes =
        ConfigChanges.of(started.readings(), before.readings(), next.readings());
    synchronized (inForce) {
      handOver.accept(next, withPauses(nextRules));
      current = next;
      currentRules = nextRules;
    }
    held.release();
    tell(changes);
    tellJars(before, next);
    rules.tellWithoutEffect(next, notices);
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

  private void tellJars(LoadedConfig before, LoadedConfig next) {
    if (!next.policyJars().equals(before.policyJars())) {
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
    worker.interrupt();
  }
}
