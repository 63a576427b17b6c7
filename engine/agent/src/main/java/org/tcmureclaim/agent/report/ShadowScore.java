package org.tcmureclaim.agent.report;

/** How the active policies and their shadow have done so far, both in the same model of usage. */
public record ShadowScore(Side active, Side shadow) {

  /**
   * One of the two.
   *
   * @param reallocatedPages pages that were allocated again after a cut: the fewer the better
   * @param cutPages pages that its cuts freed
   * @param heldPageMillis pages held, added up over time: the less the more was given back
   */
  public record Side(long reallocatedPages, long cutPages, long heldPageMillis) {}
}
