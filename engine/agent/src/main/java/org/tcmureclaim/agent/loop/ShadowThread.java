package org.tcmureclaim.agent.loop;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * One shadow on a thread of its own. It decides on a copy of the snapshot, so that the decision
 * loop neither waits for it nor is harmed by it; a tick that comes while it is at the one before
 * passes it by.
 *
 * <p>The loop owns run, copy and changes while the state is not {@code BUSY}, the thread while it
 * is. The state is the only thing both write, and its change hands the others over.
 *
 * <p>Not one of {@code host.worker.Workers}: a policy on trial that failed is not asked again, and
 * the loop's watch judges it by what it uses.
 */
final class ShadowThread {
  private enum State {
    IDLE,
    BUSY,
    /** It threw, or {@link ShadowBounds} were broken; it is not to be used any more. */
    FAILED
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final ShadowRun run;
  private final Thread thread;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Plan plan = new Plan();
  private ShadowChanges changes = new ShadowChanges();
  private ShadowChanges handed = new ShadowChanges();
  private boolean canAct;
  private volatile @Nullable Thread waiter;
  private volatile @Nullable String problem;
  private volatile boolean ending;

  // What the thread had used when it began its tick. Negative while it is at none.
  private volatile long cpuNanosBefore = -1;
  private volatile long allocatedBytesBefore;
  private boolean hasDecided;

  ShadowThread(ShadowRun run) {
    this.run = run;
    this.thread = new Thread(this::work, "shadow");
    thread.setDaemon(true);
    thread.start();
  }

  /** What came and went since it was last handed a tick. Of the loop. */
  ShadowChanges changes() {
    return changes;
  }

  /** Its run, with the score of the last tick; null while it is busy, and before the first. */
  @Nullable ShadowRun settled() {
    return state.get() == State.IDLE && hasDecided ? run : null;
  }

  /** Hands a tick over, unless it is at the one before. Returns whether it did. */
  boolean hand(HostSnapshot host, Plan activePlan, boolean planCanAct) {
    if (state.get() != State.IDLE) {
      return false;
    }
    snapshot.copyFrom(host);
    plan.copyFrom(activePlan);
    canAct = planCanAct;
    ShadowChanges spare = handed;
    handed = changes;
    changes = spare;
    hasDecided = true;
    state.set(State.BUSY);
    LockSupport.unpark(thread);
    return true;
  }

  /** Waits until it has decided, for a host whose clock can stand still meanwhile. */
  void awaitIdle(long nanos) {
    long calledNanos = WorkerClock.OF_MACHINE.nanoTime();
    waiter = Thread.currentThread();
    long leftNanos = nanos;
    while (state.get() == State.BUSY && leftNanos > 0) { // A park may end without a reason.
      LockSupport.parkNanos(this, leftNanos);
      leftNanos = nanos - (WorkerClock.OF_MACHINE.nanoTime() - calledNanos);
    }
    waiter = null;
  }

  /** What it failed with; null where it has not. */
  @Nullable String problem() {
    return state.get() == State.FAILED ? problem : null;
  }

  /** Whether its thread goes on although it is not to be used any more. */
  boolean isStuck() {
    return state.get() == State.FAILED && thread.isAlive();
  }

  /** Looks whether its tick has used more than it may; then it is not used any more. Any thread. */
  void judge(ShadowBounds bounds) {
    long before = cpuNanosBefore;
    if (state.get() != State.BUSY || before < 0) {
      return;
    }
    String broken =
        bounds.broken(
            THREADS.getThreadCpuTime(thread.getId()) - before,
            THREADS.getThreadAllocatedBytes(thread.getId()) - allocatedBytesBefore);
    if (broken != null) {
      problem = broken;
      if (state.compareAndSet(State.BUSY, State.FAILED)) {
        LockSupport.unpark(waiter);
      }
    }
  }

  /** It is not needed any more; its thread ends after its tick, if that ends. */
  void end() {
    ending = true;
    LockSupport.unpark(thread);
  }

  private void work() {
    while (!ending) {
      if (state.get() != State.BUSY) {
        LockSupport.park(this);
        continue;
      }
      try {
        decide();
      } catch (Throwable e) { // Whatever a policy on trial does wrong, the others go on.
        problem = String.valueOf(e);
        boolean unused = state.compareAndSet(State.BUSY, State.FAILED);
      }
      cpuNanosBefore = -1;
      boolean sound = state.compareAndSet(State.BUSY, State.IDLE);
      LockSupport.unpark(waiter);
      if (!sound) {
        return;
      }
    }
  }

  private void decide() {
    allocatedBytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    cpuNanosBefore = THREADS.getCurrentThreadCpuTime();
    handed.applyTo(run);
    Plan unused = run.tick(snapshot, plan, canAct);
  }
}
