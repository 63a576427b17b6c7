package org.tcmureclaim.configuration;

/** A text is not of the form that was asked for. Says what was expected, but not where. */
final class MalformedTextException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  MalformedTextException(String problem) {
    super(problem);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}
