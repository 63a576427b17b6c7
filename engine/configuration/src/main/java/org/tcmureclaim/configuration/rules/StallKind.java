package org.tcmureclaim.configuration.rules;

/** The two kinds of memory stall that the kernel accounts (Documentation/accounting/psi.rst). */
public enum StallKind {
  /** At least one task waits for memory. */
  SOME,
  /** Every runnable task waits for memory. */
  FULL
}
