package org.tcmureclaim.configuration;

/** Durations as they are written in configurations and on the command line. */
public final class DurationText {
  private DurationText() {}

  /**
   * {@code 30s} in nanoseconds.
   *
   * @throws ConfigurationException with what was expected, for a text of another form
   */
  public static long nanos(String text) {
    try {
      return Quantity.DURATION.parse(text);
    } catch (MalformedTextException e) {
      throw new UsageException(e.problem(), e);
    }
  }
}
