package org.tcmureclaim.configuration;

/**
 * A value that was typed on a command line and cannot be used, as against one that a file holds.
 * The message is for an operator; it names the option or what was expected.
 */
public final class UsageException extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
