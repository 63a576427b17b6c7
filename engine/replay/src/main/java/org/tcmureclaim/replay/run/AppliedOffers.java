package org.tcmureclaim.replay.run;

import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;

/** Carries out every offer at once; there is no guard in an open-loop replay. */
final class AppliedOffers implements CutOffers {
  private final ReplayedDevices devices;
  private final DecisionHash hash = new DecisionHash();
  private int tick;
  private long truncations;
  private long freedPages;

  AppliedOffers(ReplayedDevices devices) {
    this.devices = devices;
  }

  void begin(int newTick) {
    tick = newTick;
  }

  /** Offers that freed pages. */
  long truncations() {
    return truncations;
  }

  long freedPages() {
    return freedPages;
  }

  DecisionHash hash() {
    return hash;
  }

  @Override
  public long offer(int slot, long keepPages) {
    if (keepPages < 0) {
      throw new IllegalArgumentException("a policy offered to keep " + keepPages + " pages");
    }
    int freed = devices.cut(slot, keepPages);
    if (freed > 0) {
      truncations++;
      freedPages += freed;
      hash.add(tick, slot, devices.residentPages(slot));
    }
    return freed;
  }

  @Override
  public void pass(int slot, Verdict verdict) {}

  @Override
  public void pass(int slot, Verdict verdict, long atIdleNanos, long atDemandPages) {}
}
