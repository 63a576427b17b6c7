package org.tcmureclaim.configuration;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Shares of a whole, written as a percentage. */
final class ShareText {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?%");

  private ShareText() {}

  /** The text as a fraction: {@code 35%} is 0.35. */
  static double parse(String text) throws MalformedTextException {
    if (!FORM.matcher(text).matches()) {
      throw new MalformedTextException("expected a share such as 35%, got '" + text + "'");
    }
    double share = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    if (share > 1) {
      throw new MalformedTextException("must be at most 100%, got '" + text + "'");
    }
    return share;
  }

  /** The form that is parsed: 0.005 as {@code 0.5%}. */
  static String format(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  /** A number without an exponent or needless zeros. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  static boolean looksLikeShare(String text) {
    return text.endsWith("%");
  }
}
