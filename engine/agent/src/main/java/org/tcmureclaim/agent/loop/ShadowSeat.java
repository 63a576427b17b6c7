package org.tcmureclaim.agent.loop;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Where a shadow sits beside the decider; empty where the rules have none. A shadow that throws, or
 * uses more than it may, is switched off: whatever a policy on trial does wrong, the active ones go
 * on.
 */
public final class ShadowSeat {
  /** For {@link #ShadowSeat(long)}: how long a simulated host waits for its shadow in each tick. */
  public static final long SIMULATED_WAIT_NANOS = 1_000_000_000L;

  private final boolean threaded;
  private final long waitNanos;
  private @Nullable DecisionSettings settings;
  private @Nullable ShadowRun run;
  private volatile @Nullable ShadowThread thread;
  private volatile @Nullable ShadowThread stuck;
  private @Nullable String problem;
  private long failures;

  /** One whose shadow decides on the loop's own thread: for tests and for warming up. */
  ShadowSeat() {
    this(false, 0);
  }

  /**
   * One whose shadow has a thread of its own.
   *
   * @param waitNanos how long a tick waits for it, so that it misses none: 0 on a real host
   */
  public ShadowSeat(long waitNanos) {
    this(true, waitNanos);
  }

  private ShadowSeat(boolean threaded, long waitNanos) {
    this.threaded = threaded;
    this.waitNanos = waitNanos;
  }

  /** Seats another one, with a score of its own, unless its settings are the same as before. */
  void adopt(@Nullable DecisionSettings newSettings) {
    if (newSettings == null) {
      clear();
    } else if (!newSettings.equals(settings)) {
      clear();
      run = new ShadowRun(newSettings);
      thread = threaded ? new ShadowThread(run) : null;
    }
    settings = newSettings;
  }

  void assign(int slot, int customer) {
    ShadowThread other = thread;
    if (other != null) {
      other.changes().assign(slot, customer);
    } else {
      attempt(seated -> seated.assign(slot, customer));
    }
  }

  void forget(int slot, DeviceKey key) {
    ShadowThread other = thread;
    if (other != null) {
      other.changes().forget(slot, key);
    } else {
      attempt(seated -> seated.forget(slot, key));
    }
  }

  /**
   * Lets it decide on what was just decided on.
   *
   * @param canAct whether the active plan is carried out, or would be if it were not empty
   * @return its run, which is good until the next call; null where there is none, none any more, or
   *     where its thread is still at an earlier tick
   */
  @Nullable ShadowRun tick(HostSnapshot snapshot, Plan plan, boolean canAct) {
    ShadowThread other = thread;
    if (other == null) {
      return tickHere(snapshot, plan, canAct);
    }
    if (waitNanos > 0 && other.hand(snapshot, plan, canAct)) {
      other.awaitIdle(waitNanos);
    }
    String failure = other.problem();
    if (failure != null) {
      switchOff(failure);
      stuck = other.isStuck() ? other : null;
    }
    return failure == null ? other.settled() : null;
  }

  private @Nullable ShadowRun tickHere(HostSnapshot snapshot, Plan plan, boolean canAct) {
    ShadowRun seated = run;
    if (seated != null) {
      try {
        Plan unused = seated.tick(snapshot, plan, canAct);
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        switchOff(e.toString());
      }
    }
    return run;
  }

  /** After all that {@link #tick} returned was used: a real host's next tick is handed over. */
  void endTick(HostSnapshot snapshot, Plan plan, boolean canAct) {
    ShadowThread other = thread;
    if (other != null && waitNanos == 0) {
      boolean unused = other.hand(snapshot, plan, canAct);
    }
  }

  /**
   * Looks whether it uses more than it may. Safe from any thread; the next tick switches it off.
   */
  public void judge(ShadowBounds bounds) {
    ShadowThread other = thread;
    if (other != null) {
      other.judge(bounds);
    }
  }

  /** Whether one sits here on a thread of its own. Safe from any thread. */
  public boolean hasThread() {
    return thread != null;
  }

  /** Whether one that was switched off goes on using the processor. Safe from any thread. */
  public boolean hasStuckThread() {
    ShadowThread other = stuck;
    return other != null && other.isStuck();
  }

  /** Shadows that failed since the start. */
  long failures() {
    return failures;
  }

  /** What the shadow failed with since the last call; null where it did not. */
  @Nullable String takeProblem() {
    String taken = problem;
    problem = null;
    return taken;
  }

  private void clear() {
    run = null;
    ShadowThread other = thread;
    thread = null;
    if (other != null) {
      other.end();
    }
  }

  private void attempt(Consumer<ShadowRun> step) {
    ShadowRun seated = run;
    if (seated != null) {
      try {
        step.accept(seated);
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        switchOff(e.toString());
      }
    }
  }

  private void switchOff(String failure) {
    clear();
    failures++;
    problem = failure;
  }
}
