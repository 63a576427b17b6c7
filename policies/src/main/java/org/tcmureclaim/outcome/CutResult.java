package org.tcmureclaim.outcome;

/** How a cut ended. "Nothing", "busy" and "gone" are different things and are treated as such. */
public enum CutResult {
  /** Pages were freed, fewer than expected perhaps. */
  FREED,
  /** The device was reached and had nothing to give. */
  NOTHING,
  /** A lock was held or a deadline passed; trying again later may work. */
  BUSY,
  /** The device is no longer there. */
  GONE,
  /** The kernel refused. */
  REFUSED,
  /** The agent only observes; nothing was tried. */
  OBSERVED
}
