package org.tcmureclaim.image;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads every tick of a {@link TickRing} in order, and counts those that were written over before.
 * It reads on one thread; figures about it may be asked for on any.
 */
public final class TickReader {
  private final TickRing ring;
  private final boolean ladders;
  private volatile long next;
  private final AtomicLong lost = new AtomicLong();
  private volatile @Nullable Thread waiting;
  private volatile boolean woken;

  TickReader(TickRing ring, boolean ladders, long next) {
    this.ring = ring;
    this.ladders = ladders;
    this.next = next;
  }

  /**
   * Reads the next tick; where that was written over, the oldest that is left.
   *
   * @return false where there is none yet; then the image is of no use
   */
  public boolean read(TickImage into) {
    while (next <= ring.newest()) {
      long tick = next;
      if (ring.copy(tick, into, ladders)) {
        next = tick + 1;
        return true;
      }
      // Its image was taken for another tick, so at least this one is lost.
      long left = Math.max(tick + 1, ring.oldest());
      next = left;
      lost.addAndGet(left - tick);
    }
    return false;
  }

  /** Waits until there is a tick to read, or {@link #wake} is called. */
  public void await() throws InterruptedException {
    waiting = Thread.currentThread();
    if (next > ring.newest() && !woken) {
      LockSupport.park(this);
    }
    waiting = null;
    woken = false;
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Ends a wait, or the next one. A single write where none waits. */
  public void wake() {
    woken = true;
    LockSupport.unpark(waiting);
  }

  /** Ticks that were written over before they were read, since the start. */
  public long lost() {
    return lost.get() + Math.max(0, ring.oldest() - next);
  }

  /** Ticks that wait to be read. */
  public int unread() {
    return (int) Math.max(0, ring.newest() - Math.max(next, ring.oldest()) + 1);
  }
}
