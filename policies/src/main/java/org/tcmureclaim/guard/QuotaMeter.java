package org.tcmureclaim.guard;

import org.tcmureclaim.customer.Quota;

/**
 * What a customer's quota leaves in the current second. What was freed counts in the second in
 * which its outcome came in; what goes beyond the quota (a device that had grown between plan and
 * cut) is held against the seconds that follow.
 *
 * <p>Lock time cannot be known before a cut, so pages are allowed for by what a page has cost: the
 * last cut's figure where it is higher than before, and slowly back down. Where the host cannot
 * tell, a page counts for a microsecond.
 */
final class QuotaMeter {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long UNKNOWN_NANOS_PER_PAGE = 1_000;

  private boolean started;
  private long secondSinceNanos;
  private long spentPages;
  private long spentLockNanos;
  private long nanosPerPage = UNKNOWN_NANOS_PER_PAGE;

  /** Begins a tick. */
  void begin(Quota quota, long nowNanos) {
    long passedSeconds = (nowNanos - secondSinceNanos) / SECOND_NANOS;
    if (!started || passedSeconds < 0) {
      secondSinceNanos = nowNanos;
      started = true;
    } else if (passedSeconds > 0) {
      secondSinceNanos += passedSeconds * SECOND_NANOS;
      spentPages = after(passedSeconds, spentPages, quota.pagesPerSecond());
      spentLockNanos = after(passedSeconds, spentLockNanos, quota.lockNanosPerSecond());
    }
  }

  /** Pages that may be freed in what is left of this second. */
  long leftPages(Quota quota) {
    long byPages = left(quota.pagesPerSecond(), spentPages);
    long byLock = left(quota.lockNanosPerSecond(), spentLockNanos);
    return byLock == Long.MAX_VALUE ? byPages : Math.min(byPages, byLock / nanosPerPage);
  }

  /** When the second ends. */
  long untilNextNanos(long nowNanos) {
    return SECOND_NANOS - (nowNanos - secondSinceNanos);
  }

  /** Takes in a cut that freed pages. */
  void spend(long freedPages, long heldNanos) {
    if (heldNanos > 0 && freedPages > 0) {
      long nowPerPage = Math.max(1, (heldNanos + freedPages - 1) / freedPages);
      nanosPerPage = Math.max(nowPerPage, (3 * nanosPerPage + nowPerPage) / 4);
    }
    spentPages += freedPages;
    spentLockNanos += heldNanos > 0 ? heldNanos : freedPages * nanosPerPage;
  }

  private static long left(long perSecond, long spent) {
    return perSecond == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, perSecond - spent);
  }

  private static long after(long seconds, long spent, long perSecond) {
    boolean isPaid = perSecond > 0 && spent / perSecond < seconds;
    return isPaid ? 0 : Math.max(0, spent - seconds * perSecond);
  }
}
