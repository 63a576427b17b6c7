package org.tcmureclaim.decision;

/** What one truncation reaches. */
public enum Granularity {
  /** One device at a time, down to a requested number of pages. */
  DEVICE,
  /** Every device of the host, down to its highest block in use: an unpatched kernel. */
  HOST
}
