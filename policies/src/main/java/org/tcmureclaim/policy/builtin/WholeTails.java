package org.tcmureclaim.policy.builtin;

import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;

/** Offers whole tails in a policy's order until enough is accepted, and says so of the others. */
final class WholeTails {
  private long wantedPages;
  private long acceptedPages;
  private long beforePages;

  /** Begins a scan. */
  void begin(long wantedPages) {
    this.wantedPages = wantedPages;
    acceptedPages = 0;
    beforePages = 0;
  }

  /** The next device in the order. */
  void next(DeviceTable devices, int slot, CutOffers offers) {
    long tailPages = devices.tailPages(slot);
    if (tailPages <= 0) {
      offers.pass(slot, Verdict.NOTHING_TO_GIVE);
    } else if (acceptedPages < wantedPages) {
      acceptedPages += offers.offer(slot, 0);
    } else {
      offers.pass(slot, Verdict.DEMAND_MET, CutOffers.NEVER, beforePages + 1);
    }
    beforePages += tailPages;
  }
}
