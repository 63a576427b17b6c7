package org.tcmureclaim.configuration;

/** Sizes as an operator writes them, outside a configuration file. */
public final class SizeText {
  private SizeText() {}

  /**
   * A size such as {@code 4MiB}, in bytes.
   *
   * @throws ConfigurationException with what was expected, for a text of another form
   */
  public static long bytes(String text) {
    try {
      return Quantity.SIZE.parse(text);
    } catch (MalformedTextException e) {
      throw new UsageException(e.problem(), e);
    }
  }
}
