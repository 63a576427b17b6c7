package org.tcmureclaim.agent.board;

import java.util.concurrent.locks.ReentrantLock;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.CustomerSlots;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Where the decision thread leaves an image of each tick. It copies numbers into arrays that are
 * there already and skips the tick when a reader has the board, so it neither waits nor allocates.
 * A reader makes a copy of its own, once for each tick at most, however many ask.
 */
public final class HostBoard implements LoopListener {
  /**
   * Ladders are many numbers, so they are copied only for so many ticks after somebody asked: 10 s
   * of the fastest. The page asks every 3 s, and would lose its heat map under pressure with fewer.
   */
  private static final int LADDER_TICKS = 100;

  private final CustomerSlots customers;
  private final ReentrantLock lock = new ReentrantLock();
  private final DeviceImages devices = new DeviceImages();
  private final LadderImages ladders = new LadderImages();

  // Numbers of the newest tick, under the lock.
  private long tick;
  private final HostFigures figures = new HostFigures();

  private volatile long newestTick;
  private volatile int ladderTicksLeft;
  private HostImage newest =
      new HostImage(HostImage.Host.UNKNOWN, devices.frozen(), ladders.frozen());

  public HostBoard(CustomerDirectory customers) {
    this.customers = new CustomerSlots(customers);
  }

  @Override
  public void deviceAdded(int slot, DeviceKey key) {
    customers.add(slot, key);
  }

  @Override
  public void deviceRemoved(int slot, DeviceKey key) {}

  @Override
  public void adopted(HostSnapshot snapshot, CustomerDirectory newCustomers) {
    customers.adopt(newCustomers, snapshot.devices());
  }

  @Override
  public void planned(long number, HostSnapshot snapshot, Plan plan) {}

  @Override
  public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {}

  @Override
  public void held(String message) {}

  @Override
  public void ticked(HostSnapshot snapshot, Plan plan) {
    if (!lock.tryLock()) {
      return;
    }
    try {
      devices.copy(snapshot, plan, customers);
      copyLadders(snapshot);
      figures.copy(snapshot, plan);
      tick++;
      newestTick = tick;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves an image of the first look, before anything is decided. */
  public void open(HostSnapshot first) {
    lock.lock();
    try {
      devices.copyUndecided(first, customers);
      figures.copy(first, new Plan());
      tick++;
      newestTick = tick;
    } finally {
      lock.unlock();
    }
  }

  /** The newest image. Safe from any thread but the one that decides. */
  public synchronized HostImage image() {
    if (newest.host().tick() != newestTick) {
      whileRead(
          () -> newest = new HostImage(figures.host(tick), devices.frozen(), ladders.frozen()));
    }
    return newest;
  }

  /** Ticks that come meanwhile are skipped. */
  void whileRead(Runnable reading) {
    lock.lock();
    try {
      reading.run();
    } finally {
      lock.unlock();
    }
  }

  /** The newest image, which from the next tick on has heat ladders for a while. */
  public HostImage imageWithLadders() {
    wantLadders();
    return image();
  }

  void wantLadders() {
    ladderTicksLeft = LADDER_TICKS;
  }

  private void copyLadders(HostSnapshot snapshot) {
    int left = ladderTicksLeft;
    if (left > 0) {
      ladders.copy(snapshot);
      ladderTicksLeft = left - 1;
    } else {
      ladders.clear();
    }
  }
}
