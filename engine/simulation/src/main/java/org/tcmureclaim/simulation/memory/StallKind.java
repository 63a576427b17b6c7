package org.tcmureclaim.simulation.memory;

/** The two lines of a pressure file. */
public enum StallKind {
  /** At least one task waits. */
  SOME,
  /** All tasks that could run wait. */
  FULL
}
