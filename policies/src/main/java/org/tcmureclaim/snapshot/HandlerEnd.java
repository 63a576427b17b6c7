package org.tcmureclaim.snapshot;

/** How a process that served devices ended. */
public enum HandlerEnd {
  /** It was asked to, or had nothing left to serve. */
  ORDERLY,
  /** By SIGBUS or SIGSEGV: it touched memory that was not there. */
  FAULT,
  /** Otherwise, or nobody saw how. */
  UNEXPECTED
}
