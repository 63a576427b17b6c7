package org.tcmureclaim.simulation;

/** What a test can make go wrong with one device. */
public enum Fault {
  /** It goes away after a plan was begun and before it is cut. */
  VANISHES_BEFORE_CUT,
  /** It cannot be locked for a cut. */
  BUSY,
  /** The kernel refuses to cut it. */
  REFUSED,
  /** Its figures cannot be read and stay what they were. */
  SAMPLING_STALE,
  /** Nobody maps its UIO node. */
  HANDLER_ABSENT,
  /** It is blocked. */
  BLOCKED
}
