package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Units that a table says itself: behind the name of a column, {@code mem.util.available (Mbyte)},
 * or in a row of their own below the header, as pmrep writes them.
 */
final class HostUnits {
  private static final Pattern BEHIND_NAME =
      Pattern.compile("(?<name>\\S.*?)\\s*[(\\[](?<unit>[A-Za-zµ%][A-Za-zµ%/ ]{0,20})[)\\]]");
  private static final Pattern SIZE = Pattern.compile("([kmgtp]?)i?(b|bytes?)");
  private static final Pattern TIME =
      Pattern.compile("(n|u|µ|m|nano|micro|milli)?(s|secs?|seconds?)(\\s*/\\s*(s|sec|second))?");
  private static final Pattern WORDS = Pattern.compile("[A-Za-zµ%][A-Za-zµ%/ ]{0,20}");
  private static final BigDecimal BYTES_IN_KIB = new BigDecimal("0.0009765625");

  private HostUnits() {}

  /** A name without its unit, and the unit; empty where it has none. */
  record Named(String name, String unit) {
    static Named of(String text) {
      Matcher matcher = BEHIND_NAME.matcher(text);
      return matcher.matches()
          ? new Named(matcher.group("name"), matcher.group("unit"))
          : new Named(text, "");
    }
  }

  /** Whether a row has units and nothing else, and no time. */
  static boolean areIn(List<String> row, int timeCell) {
    boolean isWithoutTime =
        timeCell >= row.size()
            || row.get(timeCell).isEmpty()
            || row.get(timeCell).matches("s|none|-");
    return isWithoutTime
        && row.stream().anyMatch(cell -> WORDS.matcher(cell).matches())
        && row.stream().allMatch(cell -> cell.isEmpty() || WORDS.matcher(cell).matches());
  }

  /** What makes a figure in this unit one of the column; empty where the unit is not known. */
  static Optional<BigDecimal> scale(HostColumn column, String unit) {
    String small = unit.toLowerCase(Locale.ROOT).strip();
    return switch (column) {
      case AVAILABLE, TOTAL, FREE, BUFFERS, CACHED -> {
        Matcher size = SIZE.matcher(small);
        yield size.matches() ? Optional.of(kib(size.group(1))) : Optional.empty();
      }
      case SOME_TOTAL, FULL_TOTAL, SOME_TOTAL_OR_RATE, FULL_TOTAL_OR_RATE -> {
        Matcher time = TIME.matcher(small);
        yield time.matches() ? Optional.of(micros(time.group(1))) : Optional.empty();
      }
      default -> Optional.of(BigDecimal.ONE);
    };
  }

  private static BigDecimal kib(String prefix) {
    int power = prefix.isEmpty() ? 0 : 1 + "kmgtp".indexOf(prefix);
    return BigDecimal.valueOf(1024).pow(power).multiply(BYTES_IN_KIB).stripTrailingZeros();
  }

  private static BigDecimal micros(@Nullable String prefix) {
    if (prefix == null) {
      return BigDecimal.valueOf(1_000_000);
    }
    return switch (prefix) {
      case "n", "nano" -> new BigDecimal("0.001");
      case "m", "milli" -> BigDecimal.valueOf(1000);
      default -> BigDecimal.ONE;
    };
  }
}
