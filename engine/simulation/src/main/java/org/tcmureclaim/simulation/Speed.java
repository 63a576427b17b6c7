package org.tcmureclaim.simulation;

/**
 * How fast simulated time may pass.
 *
 * @param timesRealTime simulated seconds in a second of real time; infinite for as fast as the
 *     machine can
 */
public record Speed(double timesRealTime) {
  private static final String UNBOUNDED_TEXT = "max";

  public Speed {
    if (!(timesRealTime > 0)) {
      throw new IllegalArgumentException("a speed must be above zero, not " + timesRealTime);
    }
  }

  /** One second in a second. */
  public static Speed realTime() {
    return new Speed(1);
  }

  /** As fast as the machine can; nothing ever sleeps. */
  public static Speed unbounded() {
    return new Speed(Double.POSITIVE_INFINITY);
  }

  /**
   * Reads {@code max}, {@code 1}, {@code 20} or {@code x20}.
   *
   * @throws IllegalArgumentException for anything else; its message is for an operator
   */
  public static Speed parse(String text) {
    if (text.equals(UNBOUNDED_TEXT)) {
      return unbounded();
    }
    String number = text.startsWith("x") ? text.substring(1) : text;
    if (!number.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(number) == 0) {
      throw new IllegalArgumentException(
          "expected a speed such as 1, x20 or max, got '" + text + "'");
    }
    return new Speed(Double.parseDouble(number));
  }

  public boolean isUnbounded() {
    return Double.isInfinite(timesRealTime);
  }
}
