package org.tcmureclaim.simulation.memory;

import java.util.List;

/**
 * Looks at the stall times for all triggers, as {@code psi_poll_work} in kernel/sched/psi.c does:
 * ten times in the shortest window while there are stalls, and until a window has passed without
 * any. After that the windows begin anew with the next stall.
 */
public final class PsiPoller {
  private static final int LOOKS_PER_WINDOW = 10;

  private final Stalls stalls;
  private final PsiTrigger[] triggers;
  private final long periodNanos;
  private long pollingUntilNanos = Long.MIN_VALUE;
  private long nextLookNanos = Long.MAX_VALUE;
  private long lastSomeMicros;
  private long someEvents;
  private long fullEvents;

  public PsiPoller(Stalls stalls, List<PsiTriggerSettings> settings) {
    this.stalls = stalls;
    this.triggers = settings.stream().map(PsiTrigger::new).toArray(PsiTrigger[]::new);
    long shortest = Long.MAX_VALUE;
    for (PsiTrigger trigger : triggers) {
      shortest = Math.min(shortest, trigger.windowNanos());
    }
    this.periodNanos = shortest / LOOKS_PER_WINDOW;
  }

  /** How often a trigger for {@code some} has fired. */
  public long someEvents() {
    return someEvents;
  }

  /** How often a trigger for {@code full} has fired. */
  public long fullEvents() {
    return fullEvents;
  }

  /**
   * Takes note of the time.
   *
   * @return whether a trigger fired
   */
  public boolean poll(long nowNanos) {
    if (triggers.length == 0) {
      return false;
    }
    boolean stalling = stalls.someMicros() != lastSomeMicros;
    lastSomeMicros = stalls.someMicros();
    if (stalling) {
      if (nowNanos > pollingUntilNanos) {
        beginPolling(nowNanos);
      }
      pollingUntilNanos = nowNanos + periodNanos * LOOKS_PER_WINDOW;
    }
    if (nowNanos > pollingUntilNanos || nowNanos < nextLookNanos) {
      return false;
    }
    nextLookNanos = nowNanos + periodNanos;
    return look(nowNanos);
  }

  private void beginPolling(long nowNanos) {
    for (PsiTrigger trigger : triggers) {
      trigger.reset(nowNanos, stalls.totalMicros(trigger.kind()));
    }
    nextLookNanos = nowNanos + periodNanos;
  }

  private boolean look(long nowNanos) {
    boolean fired = false;
    for (PsiTrigger trigger : triggers) {
      if (trigger.look(nowNanos, stalls.totalMicros(trigger.kind()))) {
        count(trigger.kind());
        fired = true;
      }
    }
    return fired;
  }

  private void count(StallKind kind) {
    if (kind == StallKind.SOME) {
      someEvents++;
    } else {
      fullEvents++;
    }
  }
}
