package org.tcmureclaim.shim;

/**
 * What the module can do, and its totals ({@code struct tcmu_reclaim_info}).
 *
 * @param abiVersion of the module
 * @param pageBytes size of a page
 * @param maxRequests most requests in one {@link ReclaimPort#scan}
 * @param slicePages most pages released in one hold of a device's lock
 * @param deviceBytes what the module knows of a device
 * @param requestBytes what it knows of a request
 * @param ladderBytes what it knows of a ladder
 * @param shrinker 1 if the kernel's own shrinker may cut tails, 0 if it is off
 * @param changes increases whenever a device is added or removed
 * @param pages in the data areas of all devices
 * @param limitPages {@code global_max_data_area_mb}
 * @param capabilities what the module can do, a bit for each; 0 from one that is older than the
 *     word
 */
public record ReclaimInfo(
    long abiVersion,
    long pageBytes,
    long maxRequests,
    long slicePages,
    long deviceBytes,
    long requestBytes,
    long ladderBytes,
    long shrinker,
    long changes,
    long pages,
    long limitPages,
    long capabilities) {

  static NativeBuffer argument() {
    NativeBuffer info = new NativeBuffer(ReclaimAbi.Info.BYTES);
    info.putInt(ReclaimAbi.Info.SIZE, ReclaimAbi.Info.BYTES);
    return info;
  }

  static ReclaimInfo read(NativeBuffer info) {
    return new ReclaimInfo(
        info.unsignedIntAt(ReclaimAbi.Info.ABI_VERSION),
        info.unsignedIntAt(ReclaimAbi.Info.PAGE_BYTES),
        info.unsignedIntAt(ReclaimAbi.Info.MAX_REQUESTS),
        info.unsignedIntAt(ReclaimAbi.Info.SLICE_PAGES),
        info.unsignedIntAt(ReclaimAbi.Info.DEVICE_BYTES),
        info.unsignedIntAt(ReclaimAbi.Info.REQUEST_BYTES),
        info.unsignedIntAt(ReclaimAbi.Info.LADDER_BYTES),
        info.unsignedIntAt(ReclaimAbi.Info.SHRINKER),
        info.longAt(ReclaimAbi.Info.CHANGES),
        info.longAt(ReclaimAbi.Info.PAGES),
        info.longAt(ReclaimAbi.Info.LIMIT_PAGES),
        info.longAt(ReclaimAbi.Info.CAPABILITIES));
  }

  /** Whether a request can say how long it waits for locks; otherwise it waits without end. */
  boolean boundsWaits() {
    return (capabilities & ReclaimAbi.CAN_BOUND_WAITS) != 0;
  }

  /**
   * Whether the module tells peaks and ladders; otherwise every device is {@linkplain
   * ReclaimCounts#isUncounted uncounted}.
   */
  public boolean tellsHeat() {
    return capabilities == 0 || (capabilities & ReclaimAbi.CAN_TELL_HEAT) != 0;
  }

  /** Whether the module is beside a stock driver, not in a patched one. */
  public boolean isBesideDriver() {
    return (capabilities & ReclaimAbi.BESIDE_DRIVER) != 0;
  }

  /** Whether the module knows every field that is needed here. */
  boolean knowsAllFields() {
    return deviceBytes >= ReclaimAbi.DEVICE_SIZE_VER1
        && requestBytes >= ReclaimAbi.Request.BYTES
        && ladderBytes >= ReclaimAbi.Ladder.BYTES;
  }
}
