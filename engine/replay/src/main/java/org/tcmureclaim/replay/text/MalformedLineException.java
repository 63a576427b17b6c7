package org.tcmureclaim.replay.text;

/** A line that is not what its format wants. Says what, but not where: the caller knows that. */
public final class MalformedLineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  public MalformedLineException(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  public String problem() {
    return problem;
  }
}
