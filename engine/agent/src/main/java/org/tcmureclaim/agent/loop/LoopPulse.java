package org.tcmureclaim.agent.loop;

/**
 * Says to other threads that the decision loop turns. The loop writes a few numbers in each tick
 * and waits for none of those who read them.
 */
public final class LoopPulse {
  private volatile long beats;
  private long count; // Of the loop; what others read is beats.
  private volatile long waitNanos;
  private volatile boolean isShort;
  private volatile boolean isBusy;
  private volatile int devices;
  private volatile boolean ended;

  /** Rises at the beginning and the end of each tick. */
  public long beats() {
    return beats;
  }

  /** How long the loop waits for its next tick on the host's clock; 0 in a tick. */
  public long waitNanos() {
    return waitNanos;
  }

  /** Whether memory was short in the newest tick. */
  public boolean isShort() {
    return isShort;
  }

  /** Whether plans are kept back, or one is under way, as of the newest tick. */
  public boolean isBusy() {
    return isBusy;
  }

  /** How many there were in the newest tick; 0 before the first. */
  public int devices() {
    return devices;
  }

  /** Whether the loop has returned. */
  public boolean hasEnded() {
    return ended;
  }

  // The loop alone writes, so that adding needs no lock.

  void waits(long nanos) {
    waitNanos = nanos;
    beats = ++count;
  }

  void ticks() {
    waitNanos = 0;
    beats = ++count;
  }

  void ticked(boolean memoryIsShort, boolean busy, int deviceCount) {
    isShort = memoryIsShort;
    isBusy = busy;
    devices = deviceCount;
    beats = ++count;
  }

  void ends() {
    ended = true;
  }
}
