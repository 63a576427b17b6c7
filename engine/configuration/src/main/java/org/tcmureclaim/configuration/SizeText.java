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

  /** As an operator writes it, in the largest unit that needs no fraction. */
  public static String of(long bytes) {
    return Quantity.SIZE.format(bytes);
  }
}
