package org.tcmureclaim.configuration;

/**
 * A configuration that cannot be used. The message is for an operator and has the form {@code
 * file:line: key: problem}, or {@code file: problem} where the file as a whole is meant.
 */
public class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
