package org.tcmureclaim.guard;

import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.Verdict;

/** What the guard says to one offer, and what it would take for another answer. Reused. */
public final class Ruling {
  /** Nothing but another state of the device or of its customer helps. */
  public static final long NEVER = Long.MAX_VALUE;

  private Verdict verdict = Verdict.NOT_CONSIDERED;
  private long keepPages;
  private long morePages;
  private long afterNanos = NEVER;
  private long abovePages = NEVER;
  private Urgency atUrgency = Urgency.NONE;

  /** {@link Verdict#CHOSEN} where the device may be cut now, otherwise why not. */
  public Verdict verdict() {
    return verdict;
  }

  /** Pages to leave, counted from the start of the data area. */
  public long keepPages() {
    return keepPages;
  }

  /** Pages that the cut is expected to free, on top of what was granted before in this plan. */
  public long morePages() {
    return morePages;
  }

  /** It would be cut after so long; {@link #NEVER} where time alone does not help. */
  public long afterNanos() {
    return afterNanos;
  }

  /** It would be cut once its customer holds more than this; {@link #NEVER} where not. */
  public long abovePages() {
    return abovePages;
  }

  /** It would be cut at this urgency; {@link Urgency#NONE} where none helps. */
  public Urgency atUrgency() {
    return atUrgency;
  }

  void grant(long keepPages, long morePages) {
    refuse(Verdict.CHOSEN, NEVER, NEVER, Urgency.NONE);
    this.keepPages = keepPages;
    this.morePages = morePages;
  }

  void refuse(Verdict verdict) {
    refuse(verdict, NEVER, NEVER, Urgency.NONE);
  }

  void refuse(Verdict verdict, long afterNanos, long abovePages, Urgency atUrgency) {
    this.verdict = verdict;
    this.afterNanos = afterNanos;
    this.abovePages = abovePages;
    this.atUrgency = atUrgency;
    this.morePages = 0;
  }
}
