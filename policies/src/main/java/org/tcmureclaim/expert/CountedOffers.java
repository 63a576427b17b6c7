package org.tcmureclaim.expert;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;

/** Passes offers on and adds up what is accepted, by device. */
final class CountedOffers implements CutOffers {
  private @Nullable CutOffers offers;
  private long[] acceptedPages = new long[0];

  /** Begins a scan; offers go to these. */
  void begin(CutOffers offers, int slots) {
    this.offers = offers;
    if (acceptedPages.length < slots) {
      acceptedPages = new long[slots];
    }
    Arrays.fill(acceptedPages, 0);
  }

  /** What was accepted of a device since {@link #begin}. */
  long acceptedPages(int slot) {
    return acceptedPages[slot];
  }

  @Override
  public long offer(int slot, long keepPages) {
    long accepted = receiver().offer(slot, keepPages);
    acceptedPages[slot] += accepted;
    return accepted;
  }

  @Override
  public boolean isOpen(int slot) {
    return receiver().isOpen(slot);
  }

  @Override
  public boolean isFull() {
    return receiver().isFull();
  }

  @Override
  public void pass(int slot, Verdict verdict) {
    receiver().pass(slot, verdict);
  }

  @Override
  public void pass(int slot, Verdict verdict, long atIdleNanos, long atDemandPages) {
    receiver().pass(slot, verdict, atIdleNanos, atDemandPages);
  }

  private CutOffers receiver() {
    if (offers == null) {
      throw new IllegalStateException("an offer before begin()");
    }
    return offers;
  }
}
