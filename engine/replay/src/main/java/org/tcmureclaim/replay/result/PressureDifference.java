package org.tcmureclaim.replay.result;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.run.PressureFigures;

/** What two policies did to the same host, line by line. */
final class PressureDifference {
  private static final double MIB = 1048576;
  private static final double PAGES_PER_MIB = 256;

  private PressureDifference() {}

  /** Empty in an open loop. */
  static String of(@Nullable PressureFigures a, @Nullable PressureFigures b) {
    if (a == null || b == null) {
      return "";
    }
    return line("seconds below min", a.secondsBelowMin(), b.secondsBelowMin())
        + line("seconds below low", a.secondsBelowLow(), b.secondsBelowLow())
        + line("seconds below high", a.secondsBelowHigh(), b.secondsBelowHigh())
        + line("least available, MiB", a.leastAvailableBytes() / MIB, b.leastAvailableBytes() / MIB)
        + line(
            "demand not met, MiB·s",
            a.unmetPageSeconds() / PAGES_PER_MIB,
            b.unmetPageSeconds() / PAGES_PER_MIB)
        + line("demands", (double) a.episodes(), (double) b.episodes())
        + line("longest until met, s", a.reactionMostSeconds(), b.reactionMostSeconds())
        + line("stalled, s", a.stalledSeconds(), b.stalledSeconds());
  }

  private static String line(String what, double a, double b) {
    return String.format(Locale.ROOT, "  %-26s %13.1f %13.1f %+13.1f\n", what, a, b, b - a);
  }
}
