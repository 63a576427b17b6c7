package org.tcmureclaim.linux.usage;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Tells the resident pages of one device's data area from those of its mailbox and command ring.
 *
 * <p>Both are in one mapping, ring first ({@code data_off} in target_core_user.c is the size of
 * mailbox and ring), and smaps gives one figure for it.
 */
public final class DataArea {
  private static final long PAGE_BYTES = 4096;

  private final int uioNumber;
  private final long ringPages;
  private final List<MappedRing> rings = new ArrayList<>(1);

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

  /** Whether a process that mapped it is alive and cannot be read at the moment. */
  public boolean isUnreadable() {
    for (int i = 0; i < rings.size(); i++) {
      if (rings.get(i).isUnreadable()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Pages of the data area that a handler has touched since they were last given back; the most of
   * any one where several processes map it. Only asked for a device that has a handler.
   */
  public long residentPages(Handlers handlers, Notices notices) throws SystemCallException {
    UioMappings mappings = handlers.mappings();
    long mostPages = 0;
    int claims = 0;
    for (int claim = mappings.firstClaim(uioNumber);
        claim != UioMappings.NONE;
        claim = mappings.nextClaim(claim)) {
      long resident = mappings.residentBytes(claim) / PAGE_BYTES;
      long pages = ring(mappings, claim).dataPages(resident, ringPages, notices);
      mostPages = Math.max(mostPages, pages);
      claims++;
    }
    forgetEnded(claims);
    return mostPages;
  }

  private MappedRing ring(UioMappings mappings, int claim) {
    HandlerProcess process = mappings.process(claim);
    long baseAddress = mappings.baseAddress(claim);
    for (int i = 0; i < rings.size(); i++) {
      if (rings.get(i).isOf(process, baseAddress)) {
        return rings.get(i);
      }
    }
    MappedRing ring = new MappedRing(process, baseAddress);
    rings.add(ring);
    return ring;
  }

  private void forgetEnded(int claims) {
    boolean ended = rings.size() > claims;
    for (int i = rings.size() - 1; i >= 0; i--) {
      if (!rings.get(i).takeSeen() && ended && !rings.get(i).isUnreadable()) {
        rings.remove(i);
      }
    }
  }
}
