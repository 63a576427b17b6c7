package org.tcmureclaim.linux;

/** The means of truncating that is wanted. */
public enum TruncatorWish {
  /** The shim where the kernel has it, otherwise stock. */
  AUTO,
  /** The shim or nothing. */
  SHIM,
  /** The limit of the unpatched kernel, also where there is a shim. */
  STOCK,
  /** None: touch nothing, look only. */
  OBSERVE
}
