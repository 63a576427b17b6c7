package org.tcmureclaim.outcome;

/** What one policy cut, and how much of it came back within a minute. */
public final class RegretTally {
  private long cutPages;
  private long cameBackPages;

  public long cutPages() {
    return cutPages;
  }

  public long cameBackPages() {
    return cameBackPages;
  }

  /** The share of what was cut that came back, 0 to 1. */
  public double share() {
    return cutPages == 0 ? 0 : Math.min(1.0, (double) cameBackPages / cutPages);
  }

  void cut(long pages) {
    cutPages += pages;
  }

  void cameBack(long pages) {
    cameBackPages += pages;
  }
}
