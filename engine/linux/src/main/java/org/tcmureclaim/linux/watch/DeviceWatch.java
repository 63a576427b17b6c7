package org.tcmureclaim.linux.watch;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.device.DeviceInventory;

/**
 * The thread that looks at devices. It may have to wait (smaps of a busy handler needs its {@code
 * mmap_lock}); whoever asks it for readings gets the newest complete ones without waiting.
 *
 * <p>Two {@link Readings} take turns: one is filled without the lock, the other is read under it.
 */
public final class DeviceWatch implements UsageSource, AutoCloseable {
  private static final long HURRY_NANOS = 2_000_000_000L;
  // A UIO node comes before the device counts as enabled and before its handler has mapped it.
  private static final long SETTLE_NANOS = 1_000_000_000L;
  private static final int PAUSE_PER_PASS = 4;

  private final DevicePass pass;
  private final WatchSettings settings;
  private final Notices notices;
  private final MonotonicClock clock;
  private final Runnable devicesChanged;
  private final Worker worker;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Readings newest = new Readings();
  private Readings spare = new Readings();
  private boolean closed;
  private boolean passWanted;
  private boolean rescanWanted;
  private long nextRescanNanos;
  private long settledAtNanos;
  private long hurryUntilNanos;

  /**
   * Lists and reads the devices once, then starts the thread.
   *
   * @param workers the thread is one of them
   * @param devicesChanged called on that thread after a device came or went
   * @throws HostException if the devices cannot be listed
   */
  public DeviceWatch(
      DeviceInventory inventory,
      UsageSensor usage,
      WatchSettings settings,
      Notices notices,
      MonotonicClock clock,
      Workers workers,
      Runnable devicesChanged) {
    this.devicesChanged = devicesChanged;
    this.settings = settings;
    this.notices = new OnceNotices(notices);
    this.clock = clock;
    this.pass = new DevicePass(inventory, usage, this.notices, clock);
    long now = clock.nanoTime();
    settledAtNanos = now;
    hurryUntilNanos = now;
    nextRescanNanos = now + settings.rescanNanos();
    pass.rescan();
    pass.read(newest);
    worker = workers.start("tcmu-watch", "looks at the devices", this::run);
  }

  /** Copies the newest readings. */
  public void copyNewest(Readings into) {
    lock.lock();
    try {
      into.copyFrom(newest);
    } finally {
      lock.unlock();
    }
  }

  /** Has the devices listed anew, now and once more when the change has settled. */
  public void rescan() {
    lock.lock();
    try {
      rescanWanted = true;
      settledAtNanos = clock.nanoTime() + SETTLE_NANOS;
      hurryUntilNanos = clock.nanoTime() + HURRY_NANOS;
      passWanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has the devices read more often for a while, because something happens. */
  public void hurry() {
    lock.lock();
    try {
      hurryUntilNanos = clock.nanoTime() + HURRY_NANOS;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitFresh(Readings into, long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      long calledAtNanos = clock.nanoTime();
      while (!closed) {
        if (newest.startedAtNanos() - calledAtNanos > 0 && newest.isComplete()) {
          into.copyFrom(newest);
          return true;
        }
        long leftNanos = deadlineNanos - clock.nanoTime();
        if (leftNanos <= 0) {
          return false;
        }
        passWanted = true;
        changed.signalAll();
        changed.awaitNanos(leftNanos);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void run(Worker self) throws InterruptedException {
    long readyAtNanos = clock.nanoTime() + settings.usageIntervalNanos();
    while (awaitTurn(readyAtNanos)) {
      long startedAtNanos = clock.nanoTime();
      self.busy();
      try {
        step();
      } catch (HostException e) {
        notices.warn(String.valueOf(e.getMessage()));
      } catch (RuntimeException | Error e) {
        wantRescan(); // What the pass knew may be half of a listing.
        throw e;
      }
      self.idle();
      readyAtNanos = clock.nanoTime() + PAUSE_PER_PASS * (clock.nanoTime() - startedAtNanos);
    }
  }

  private void wantRescan() {
    lock.lock();
    try {
      rescanWanted = true;
    } finally {
      lock.unlock();
    }
  }

  /** One pass: lists the devices where that is due, reads them, and publishes. */
  private void step() {
    if (isRescanDue()) {
      pass.rescan();
    }
    boolean vanished = pass.read(spare);
    boolean devicesDiffer;
    lock.lock();
    try {
      Readings filled = spare;
      spare = newest;
      newest = filled;
      devicesDiffer = newest.inventory() != spare.inventory();
      rescanWanted |= vanished;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (devicesDiffer) {
      devicesChanged.run();
    }
  }

  private boolean isRescanDue() {
    lock.lock();
    try {
      long now = clock.nanoTime();
      boolean settled = settledAtNanos - now <= 0 && settledAtNanos - lastRescanNanos() > 0;
      if (!rescanWanted && !settled && nextRescanNanos - now > 0) {
        return false;
      }
      rescanWanted = false;
      nextRescanNanos = now + settings.rescanNanos();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private long lastRescanNanos() {
    return nextRescanNanos - settings.rescanNanos();
  }

  /**
   * Waits until the next pass is due or wanted.
   *
   * @param readyAtNanos before which only someone waiting for readings gets a pass
   * @return false when closed
   */
  private boolean awaitTurn(long readyAtNanos) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && !passWanted) {
        long leftNanos = Math.max(dueAtNanos(), readyAtNanos) - clock.nanoTime();
        if (leftNanos <= 0) {
          break;
        }
        changed.awaitNanos(leftNanos);
      }
      passWanted = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private long dueAtNanos() {
    long last = newest.startedAtNanos();
    boolean hurried = hurryUntilNanos - last > 0;
    return last + (hurried ? settings.hurriedIntervalNanos() : settings.usageIntervalNanos());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    worker.end();
    try {
      if (worker.join(1000)) {
        pass.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
