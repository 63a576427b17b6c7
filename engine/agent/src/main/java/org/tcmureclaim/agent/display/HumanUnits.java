package org.tcmureclaim.agent.display;

import java.util.Locale;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Numbers as people read them, in few characters. */
public final class HumanUnits {
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

  private HumanUnits() {}

  /** At most 8 characters: {@code 0 B}, {@code 4.0 KiB}, {@code 873 MiB}, {@code 1.5 TiB}. */
  public static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 999.5 && unit < SIZES.length - 1) {
      amount /= 1024;
      unit++;
    }
    String form = unit == 0 || amount >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, amount, SIZES[unit]);
  }

  public static String pages(long pages) {
    return bytes(pages * HostSnapshot.PAGE_BYTES);
  }

  /** At most 6 characters: {@code 0.8%}, {@code 100.0%}. */
  public static String share(double share) {
    return String.format(Locale.ROOT, "%.1f%%", share * 100);
  }

  /** {@code 12.3s}, {@code 4m05s}, {@code 3h07m}, {@code 12d03h}. */
  public static String seconds(double seconds) {
    if (seconds < 99.95) {
      return String.format(Locale.ROOT, "%.1fs", seconds);
    }
    long whole = (long) seconds;
    if (whole < 6_000) {
      return String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60);
    }
    long minutes = whole / 60;
    return minutes < 6_000
        ? String.format(Locale.ROOT, "%dh%02dm", minutes / 60, minutes % 60)
        : String.format(Locale.ROOT, "%dd%02dh", minutes / 1440, minutes % 1440 / 60);
  }

  /** {@code 0.4 ms}, {@code 12 ms}, {@code 1.2s}. */
  public static String millis(double millis) {
    if (millis >= 999.5) {
      return seconds(millis / 1_000);
    }
    return String.format(Locale.ROOT, millis < 9.95 ? "%.1f ms" : "%.0f ms", millis);
  }

  public static String count(long number, String singular) {
    return number + " " + singular + (number == 1 ? "" : "s");
  }
}
