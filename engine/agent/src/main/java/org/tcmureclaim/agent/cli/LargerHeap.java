package org.tcmureclaim.agent.cli;

/** Ends a run that is to begin again in a process with a larger heap. */
public final class LargerHeap extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long mebibytes;

  /**
   * A run ends, with nothing left open.
   *
   * @param mebibytes of the heap that is needed
   * @param why for an operator
   */
  public LargerHeap(long mebibytes, String why) {
    super(why);
    this.mebibytes = mebibytes;
  }

  public long mebibytes() {
    return mebibytes;
  }
}
