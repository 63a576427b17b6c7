package org.tcmureclaim.linux.usage;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Tells the resident pages of one device's data area from those of its mailbox and command ring.
 *
 * <p>Both are in one mapping, ring first ({@code data_off} in target_core_user.c is the size of
 * mailbox and ring), and smaps gives one figure for it. Pages of the ring only come, they are never
 * truncated, so they are counted only after the figure has grown, and never again once all are
 * there.
 */
public final class DataArea {
  private static final long PAGE_BYTES = 4096;

  private final int uioNumber;
  private final long ringPages;
  private @Nullable HandlerProcess handler;
  private long baseAddress;
  private long mappedPages;
  private long ringResidentPages;

  /**
   * For one device whose mapping is still to be found.
   *
   * @param device one that is not half-configured
   */
  public DataArea(TcmuDevice device) {
    this.uioNumber = device.uioNumber().orElseThrow();
    this.ringPages = device.ringBytes() / PAGE_BYTES;
  }

  public int uioNumber() {
    return uioNumber;
  }

  /**
   * Pages of the data area that the handler has touched since they were last given back. Only asked
   * for a device that has a handler.
   */
  public long residentPages(Handlers handlers, Notices notices) throws SystemCallException {
    UioMappings mappings = handlers.mappings();
    HandlerProcess now = mappings.handler(uioNumber);
    if (now == null) {
      throw new IllegalStateException("no process maps uio" + uioNumber);
    }
    long resident = mappings.residentBytes(uioNumber) / PAGE_BYTES;
    if (now != handler || mappings.baseAddress(uioNumber) != baseAddress) {
      handler = now;
      baseAddress = mappings.baseAddress(uioNumber);
      mappedPages = 0;
      ringResidentPages = 0;
    }
    if (resident > mappedPages && ringResidentPages < ringPages) {
      ringResidentPages = countRing(now, resident, notices);
    }
    mappedPages = resident;
    return Math.max(0, resident - ringResidentPages);
  }

  private long countRing(HandlerProcess now, long resident, Notices notices)
      throws SystemCallException {
    if (now.showsPagemap()) {
      return now.presentPages(baseAddress, ringPages);
    }
    notices.warn(
        "pagemap of the handler with PID "
            + now.pid()
            + " cannot be read; its command rings are taken to be resident as a whole, so what"
            + " devices hold is underestimated");
    return Math.min(ringPages, resident);
  }
}
