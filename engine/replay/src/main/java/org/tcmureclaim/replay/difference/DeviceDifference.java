package org.tcmureclaim.replay.difference;

/** What two policies cost one device. */
public record DeviceDifference(
    String device,
    long firstReallocatedPages,
    long secondReallocatedPages,
    long firstTruncations,
    long secondTruncations) {

  /** By how much the second re-allocates more; negative where it re-allocates less. */
  public long morePages() {
    return secondReallocatedPages - firstReallocatedPages;
  }

  /** The same of cuts. */
  public long moreTruncations() {
    return secondTruncations - firstTruncations;
  }

  boolean isAny() {
    return morePages() != 0 || moreTruncations() != 0;
  }
}
