package org.tcmureclaim.agent.config;

/** The means of truncating that an operator asks for. */
public enum TruncatorChoice {
  /** The best that the host offers: shim, then stock, then observe. */
  AUTO,
  /** One device at a time, through the project's kernel module. */
  SHIM,
  /** All devices at once, by lowering {@code global_max_data_area_mb} for a moment. */
  STOCK,
  /** None. */
  OBSERVE
}
