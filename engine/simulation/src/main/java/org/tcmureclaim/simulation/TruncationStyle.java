package org.tcmureclaim.simulation;

/** The means of truncation that a simulated host offers. */
public enum TruncationStyle {
  /** One device at a time, down to a number of pages: a host with the shim. */
  SHIM,
  /** Every device at once, by lowering the global limit for a moment: an unpatched host. */
  STOCK,
  /** None: plans are noted and not carried out. */
  OBSERVE
}
