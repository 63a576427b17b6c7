package org.tcmureclaim.image;

/** An image that cannot be read or written. */
public final class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String problem;

  public ImageException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** What is wrong, and with which file, in words for an operator. */
  public String problem() {
    return problem;
  }
}
