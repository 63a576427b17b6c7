package org.tcmureclaim.replay.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * How much all devices together may hold: a size such as {@code 256MiB}, or a share such as {@code
 * 35%} of the sum of their high-waters, rounded down.
 *
 * @param text as it was given
 */
public record Budget(String text) {
  /** In place of an amount: what a recorded host leaves, tick by tick; a closed loop. */
  public static final String TRACE = "trace";

  private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,4})?)%");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(KiB|MiB|GiB|TiB)");

  public Budget {
    if (!text.equals(TRACE) && !SHARE.matcher(text).matches() && !SIZE.matcher(text).matches()) {
      throw new UsageException(
          "expected a budget such as 35% or 256MiB, or trace, got '" + text + "'");
    }
  }

  /** Whether the pressure of a recorded host decides. */
  public boolean isTrace() {
    return text.equals(TRACE);
  }

  /** In pages, rounded down to whole blocks: what nobody can free a part of is over the budget. */
  public long pages(TickTable ticks) {
    long pages = exactPages(ticks);
    return pages - pages % ticks.pagesPerBlock();
  }

  private long exactPages(TickTable ticks) {
    if (isTrace()) {
      throw new UsageException(
          "the budget 'trace' is a closed loop; it needs replay, diff or test, and a trace of a host");
    }
    Matcher share = SHARE.matcher(text);
    if (share.matches()) {
      return (long) (ticks.sumHighWaterPages() * Double.parseDouble(share.group(1)) / 100);
    }
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalStateException(text);
    }
    long unit =
        switch (size.group(2)) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case "GiB" -> 1L << 30;
          default -> 1L << 40;
        };
    return Math.multiplyExact(Long.parseLong(size.group(1)), unit) / HostSnapshot.PAGE_BYTES;
  }
}
