package org.tcmureclaim.canary;

/** How a trial stands. */
public enum CanaryState {
  /** The candidate has its share of the devices. */
  TRYING("the candidate has its share of the devices"),
  /** It cut too slowly, and lost its devices. */
  TOO_SLOW("a truncation that it chose took too long"),
  /** Too much of what it cut came back, and it lost its devices. */
  TOO_MUCH_CAME_BACK("too much of what it cut came back within a minute");

  private final String meaning;

  CanaryState(String meaning) {
    this.meaning = meaning;
  }

  /** The state in words for an operator. */
  public String meaning() {
    return meaning;
  }
}
