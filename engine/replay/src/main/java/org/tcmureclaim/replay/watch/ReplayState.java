package org.tcmureclaim.replay.watch;

/** Where a replay stands at the end of a tick. Counts are from the beginning of the trace. */
public interface ReplayState {
  /** Pages that all devices hold. */
  long totalPages();

  /** Pages allocated again after they had been given back. */
  long reallocatedPages();

  /** Cuts that freed pages; 0 for the optimum, which has no price for them. */
  long truncations();

  /** Pages that one device holds. */
  int residentPages(int device);
}
