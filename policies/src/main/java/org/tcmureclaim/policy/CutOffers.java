package org.tcmureclaim.policy;

/** Where a policy offers its choices, one device at a time, best first. */
public interface CutOffers {
  /** What no idle time and no demand reaches. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Offers to truncate the data area of the device in {@code slot} down to {@code keepPages}.
   *
   * <p>A device may be offered again, deeper; in the same scan only what comes on top is counted.
   *
   * @param keepPages pages to leave, counted from the start of the data area; 0 for all of the tail
   * @return the pages that this is expected to free; 0 where a guard refuses, so that the policy
   *     goes on to its next choice; fewer than offered where a guard allows a part
   */
  long offer(int slot, long keepPages);

  /**
   * Whether an offer of this device could be accepted as things are. Where none could, that is
   * noted as after an {@link #offer} that a guard refused. A policy need not ask; it saves working
   * out what would be refused.
   */
  default boolean isOpen(int slot) {
    return true;
  }

  /**
   * Whether the plan is full: of devices that are not in it, none is {@link #isOpen open} any more
   * in this scan.
   */
  default boolean isFull() {
    return false;
  }

  /**
   * Notes why a device was looked at and not offered, for the explanation. The last word on a
   * device counts.
   */
  void pass(int slot, Verdict verdict);

  /**
   * The same, with what it would take for the device to be chosen by this policy. Either condition
   * is enough.
   *
   * @param atIdleNanos once it has been idle for so long; {@link #NEVER} where that does not help
   * @param atDemandPages at a demand of so many pages; {@link #NEVER} where that does not help
   */
  default void pass(int slot, Verdict verdict, long atIdleNanos, long atDemandPages) {
    pass(slot, verdict);
  }
}
