package org.tcmureclaim.configuration;

import java.util.List;
import java.util.stream.Collectors;
import org.tcmureclaim.host.text.PrintableText;

/**
 * A configuration that cannot be used. The message is for an operator; each of its lines has the
 * form {@code file:line: key: problem}, or {@code file: problem} where the file as a whole is
 * meant.
 */
public class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(PrintableText.of(message));
  }

  public ConfigurationException(String message, Throwable cause) {
    super(PrintableText.of(message), cause);
  }

  /**
   * All of these problems as one; at least one.
   *
   * @param others how many there are besides
   */
  static ConfigurationException ofAll(List<ConfigurationException> problems, int others) {
    return problems.size() == 1 && others == 0
        ? problems.get(0)
        : new ConfigurationException(
            problems.stream()
                    .map(ConfigurationException::getMessage)
                    .distinct()
                    .collect(Collectors.joining("\n"))
                + (others == 0 ? "" : "\nand " + others + " more problems"));
  }

  /** The problems one by one. */
  public List<String> problems() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
