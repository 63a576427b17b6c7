package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.pressure.HostColumn.Source;
import org.tcmureclaim.replay.text.MalformedLineException;

/** Reads the figures of tables: with a percent sign, with a unit of sizes, with a decimal comma. */
final class HostNumber {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<minus>-)?(?<digits>[0-9]{1,20}(?:[.,][0-9]{1,12})?)\\s*(?<unit>%|[KMGTPkmgtp]?[Bb]?|[KMGTP]iB)");
  private static final String UNITS = "kmgtp";
  private static final BigDecimal KIB = BigDecimal.valueOf(1024);

  private HostNumber() {}

  /**
   * The figure in the unit of its column; null where it is missing.
   *
   * @param name of the column, for messages
   * @param comma whether a comma may stand before decimals
   */
  static @Nullable BigDecimal of(String name, Source source, String text, boolean comma)
      throws MalformedLineException {
    if (text.isEmpty() || text.equals("?") || text.equals("N/A") || text.equals("-")) {
      return null;
    }
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches() || (!comma && text.indexOf(',') >= 0)) {
      throw new MalformedLineException(
          name + ": expected a number, got '" + PrintableText.quoted(text) + "'");
    }
    BigDecimal value = new BigDecimal(matcher.group("digits").replace(',', '.'));
    if (matcher.group("minus") != null && value.signum() != 0) {
      throw new MalformedLineException(name + " is negative: " + PrintableText.quoted(text));
    }
    return bounded(name, source.column(), scaled(name, source, value, matcher.group("unit")), text);
  }

  private static BigDecimal scaled(String name, Source source, BigDecimal value, String unit)
      throws MalformedLineException {
    if (unit.isEmpty() || unit.equals("%")) {
      boolean inKib = source.scale().compareTo(BigDecimal.ONE) == 0;
      if (name.startsWith("mem.") && value.scale() > 0 && inKib) {
        throw new MalformedLineException(
            name + ": " + value + " is not in KiB; leave -b and -y out of pmrep");
      }
      return value.multiply(source.scale());
    }
    int power = UNITS.indexOf(unit.toLowerCase(Locale.ROOT).charAt(0)) + 1; // 0 for bytes
    BigDecimal bytes = value.multiply(KIB.pow(power));
    return bytes.multiply(new BigDecimal("0.0009765625"));
  }

  private static BigDecimal bounded(String name, HostColumn column, BigDecimal value, String text)
      throws MalformedLineException {
    long most =
        switch (column) {
          case SOME_SHARE, FULL_SHARE -> 110; // sampling is never exact
          case INTERVAL -> 1_000_000_000L;
          case AVAILABLE, TOTAL, FREE, BUFFERS, CACHED -> 1L << 50;
          case HELD -> 1L << 48;
          default -> 9_000_000_000_000_000L;
        };
    if (column != HostColumn.TIME_OFFSET && value.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new MalformedLineException(
          name
              + " is too large: "
              + PrintableText.quoted(text)
              + "; the most is "
              + most
              + unit(column));
    }
    return value;
  }

  private static String unit(HostColumn column) {
    return switch (column) {
      case SOME_SHARE, FULL_SHARE -> " %";
      case INTERVAL -> " s";
      case AVAILABLE, TOTAL, FREE, BUFFERS, CACHED -> " KiB";
      case HELD -> " pages";
      default -> " µs";
    };
  }
}
