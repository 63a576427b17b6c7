package org.tcmureclaim.linux.usage;

import org.tcmureclaim.host.Notices;
import org.tcmureclaim.shim.SystemCallException;

/**
 * How much of one process's mapping of one node is mailbox and command ring. Pages of the ring only
 * come, they are never truncated, so they are counted only after the mapping's figure has grown,
 * and never again once all are there.
 */
final class MappedRing {
  private final HandlerProcess process;
  private final long baseAddress;
  private long mappedPages;
  private long ringResidentPages;
  private boolean seen;

  MappedRing(HandlerProcess process, long baseAddress) {
    this.process = process;
    this.baseAddress = baseAddress;
  }

  boolean isOf(HandlerProcess other, long otherBaseAddress) {
    return process == other && baseAddress == otherBaseAddress;
  }

  boolean isUnreadable() {
    return process.isUnreadable();
  }

  /** Whether {@link #dataPages} was called since this was asked last. */
  boolean takeSeen() {
    boolean was = seen;
    seen = false;
    return was;
  }

  /**
   * Pages of the data area that this process has touched since they were last given back.
   *
   * @param residentPages of the whole mapping
   * @param ringPages of mailbox and ring, resident or not
   */
  long dataPages(long residentPages, long ringPages, Notices notices) throws SystemCallException {
    seen = true;
    if (residentPages > mappedPages && ringResidentPages < ringPages) {
      ringResidentPages = countRing(residentPages, ringPages, notices);
    }
    mappedPages = residentPages;
    return Math.max(0, residentPages - ringResidentPages);
  }

  private long countRing(long residentPages, long ringPages, Notices notices)
      throws SystemCallException {
    if (process.showsPagemap()) {
      return process.presentPages(baseAddress, ringPages);
    }
    notices.warn(
        "pagemap of the handler with PID "
            + process.pid()
            + " cannot be read; its command rings are taken to be resident as a whole, so what"
            + " devices hold is underestimated");
    return Math.min(ringPages, residentPages);
  }
}
