package org.tcmureclaim.demand;

/** How urgently memory is wanted, in rising order. */
public enum Urgency {
  /** Nothing is wanted by the host. */
  NONE,
  /** Memory is short of its high watermark, or stalls are creeping up. */
  GENTLE,
  /** A PSI trigger fired, or memory is below its low watermark. */
  URGENT,
  /** Memory is below its min watermark, or every task stalls. */
  EMERGENCY
}
