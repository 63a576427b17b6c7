package org.tcmureclaim.host;

import org.tcmureclaim.host.text.PrintableText;

/**
 * The host cannot be sensed or acted upon. The message is for an operator: it names the missing
 * thing and what to do about it.
 */
public class HostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  public HostException(String problem) {
    super(PrintableText.of(problem));
    this.problem = problem;
  }

  public HostException(String problem, Throwable cause) {
    super(PrintableText.of(problem), cause);
    this.problem = problem;
  }

  /** What is missing and what to do about it, for an operator. */
  public String problem() {
    return problem;
  }
}
