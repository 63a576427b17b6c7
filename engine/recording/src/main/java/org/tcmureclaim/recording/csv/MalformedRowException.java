package org.tcmureclaim.recording.csv;

/** A row that is not what its table wants. Says what, but not where: the caller knows that. */
public final class MalformedRowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  public MalformedRowException(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  public String problem() {
    return problem;
  }
}
