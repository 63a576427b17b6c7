package org.tcmureclaim.agent.state;

/** The state of an agent that cannot be read. */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean missing;

  private StateException(String problem, boolean missing) {
    super(problem);
    this.missing = missing;
  }

  /** There is none, so no agent runs. */
  static StateException missing(String problem) {
    return new StateException(problem, true);
  }

  /**
   * There is something that cannot be read.
   *
   * @param problem which file, what is wrong with it, and what to do, in words for an operator
   */
  static StateException unreadable(String problem) {
    return new StateException(problem, false);
  }

  /** Whether there is no state at all, as no agent runs. */
  public boolean isMissing() {
    return missing;
  }
}
