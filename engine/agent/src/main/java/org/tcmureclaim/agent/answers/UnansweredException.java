package org.tcmureclaim.agent.answers;

/** A question that has no answer. Its message says to the client what to ask instead. */
public final class UnansweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the question. */
  public enum Reason {
    /** It cannot be used as it is. */
    WRONG,
    /** It is about something that there is not. */
    NO_SUCH
  }

  private final Reason reason;

  UnansweredException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
