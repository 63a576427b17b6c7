package org.tcmureclaim.configuration;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A kind of quantity that is written as a whole number directly followed by its unit. */
final class Quantity {
  static final Quantity SIZE =
      new Quantity(
          "a size such as 16MiB",
          new Unit("B", 1),
          new Unit("KiB", 1L << 10),
          new Unit("MiB", 1L << 20),
          new Unit("GiB", 1L << 30),
          new Unit("TiB", 1L << 40));
  static final Quantity DURATION =
      new Quantity(
          "a duration such as 5s",
          new Unit("us", 1_000L),
          new Unit("ms", 1_000_000L),
          new Unit("s", 1_000_000_000L),
          new Unit("m", 60_000_000_000L),
          new Unit("h", 3_600_000_000_000L));

  static final Quantity SIZE_PER_SECOND = SIZE.perSecond("a size per second such as 64MiB/s");
  static final Quantity DURATION_PER_SECOND =
      DURATION.perSecond("a duration per second such as 5ms/s");

  /** How {@link Long#MAX_VALUE} is written where it stands for no limit. */
  static final String ENDLESS = "unlimited";

  private record Unit(String name, long factor) {}

  private final String example;
  private final Unit[] units;

  private Quantity(String example, Unit... units) {
    this.example = example;
    this.units = units;
  }

  private Quantity perSecond(String ratesExample) {
    return new Quantity(
        ratesExample,
        Arrays.stream(units).map(u -> new Unit(u.name + "/s", u.factor)).toArray(Unit[]::new));
  }

  /** A number, or nothing where it stands for no limit. */
  static String unlessEndless(long number) {
    return number == Long.MAX_VALUE ? "" : Long.toString(number);
  }

  /** The text in bytes or nanoseconds. */
  long parse(String text) throws MalformedTextException {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    long factor = factor(text.substring(digits));
    if (digits == 0 || factor == 0) {
      throw new MalformedTextException(
          "expected " + example + ", got '" + text + "'; units are " + unitNames());
    }
    try {
      return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), factor);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new MalformedTextException("'" + text + "' is too large; the most is " + largest());
    }
  }

  /** The amount in the largest unit that needs no fraction. */
  String format(long amount) {
    if (amount == Long.MAX_VALUE) {
      return ENDLESS;
    }
    for (int i = units.length - 1; i > 0; i--) {
      if (amount != 0 && amount % units[i].factor == 0) {
        return amount / units[i].factor + units[i].name;
      }
    }
    return amount / units[0].factor + units[0].name;
  }

  private String largest() {
    Unit unit = units[units.length - 1];
    return Long.MAX_VALUE / unit.factor + unit.name;
  }

  /** The factor of the unit with this name; 0 where there is none. */
  private long factor(String name) {
    for (Unit unit : units) {
      if (unit.name.equals(name)) {
        return unit.factor;
      }
    }
    return 0;
  }

  private String unitNames() {
    return Arrays.stream(units).map(Unit::name).collect(Collectors.joining(", "));
  }
}
