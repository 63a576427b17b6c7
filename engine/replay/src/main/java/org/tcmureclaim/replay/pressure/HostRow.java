package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.text.MalformedLineException;

/** Takes what a row says of one moment. */
final class HostRow {
  private static final BigDecimal MICROS_OF_A_PERCENT = BigDecimal.valueOf(10_000);

  private final HostSamples samples;
  private boolean approximated;

  /** The figures of a row. */
  @FunctionalInterface
  interface Figures {
    /** In the unit of the column; null where there is no such column or nothing in it. */
    @Nullable BigDecimal figure(HostColumn column) throws MalformedLineException;
  }

  HostRow(HostSamples samples) {
    this.samples = samples;
  }

  /** Whether free, buffers and cached stood for what is available. */
  boolean isApproximated() {
    return approximated;
  }

  /**
   * Takes all figures.
   *
   * @param intervalSeconds of which shares are meant; null for the time since the row before
   */
  void take(long nanos, @Nullable BigDecimal intervalSeconds, Figures row)
      throws MalformedLineException {
    stalls(
        samples.some(),
        nanos,
        intervalSeconds,
        row.figure(HostColumn.SOME_TOTAL),
        row.figure(HostColumn.SOME_TOTAL_OR_RATE),
        row.figure(HostColumn.SOME_SHARE));
    stalls(
        samples.full(),
        nanos,
        intervalSeconds,
        row.figure(HostColumn.FULL_TOTAL),
        row.figure(HostColumn.FULL_TOTAL_OR_RATE),
        row.figure(HostColumn.FULL_SHARE));
    memory(nanos, row);
  }

  private static void stalls(
      StallSteps steps,
      long nanos,
      @Nullable BigDecimal intervalSeconds,
      @Nullable BigDecimal total,
      @Nullable BigDecimal rate,
      @Nullable BigDecimal share)
      throws MalformedLineException {
    if (total != null) {
      steps.total(nanos, total.longValue());
    } else if (rate != null) {
      if (rate.scale() > 0) {
        steps.share(nanos, rate.doubleValue() / 1e4); // µs in a second
      } else {
        steps.total(nanos, rate.longValue());
      }
    } else if (share != null) {
      if (intervalSeconds == null) {
        steps.share(nanos, share.doubleValue());
      } else {
        steps.more(nanos, micros(share, intervalSeconds));
      }
    }
  }

  private static double micros(BigDecimal share, BigDecimal intervalSeconds) {
    return share.multiply(intervalSeconds).multiply(MICROS_OF_A_PERCENT).doubleValue();
  }

  private void memory(long nanos, Figures row) throws MalformedLineException {
    BigDecimal available = row.figure(HostColumn.AVAILABLE);
    BigDecimal free = row.figure(HostColumn.FREE);
    if (available != null) {
      samples.available(nanos, available.longValue());
    } else if (free != null) {
      approximated = true;
      samples.available(
          nanos,
          free.longValue()
              + whole(row.figure(HostColumn.BUFFERS))
              + whole(row.figure(HostColumn.CACHED)));
    }
    BigDecimal total = row.figure(HostColumn.TOTAL);
    if (total != null) {
      samples.total(nanos, total.longValue());
    }
    BigDecimal held = row.figure(HostColumn.HELD);
    if (held != null) {
      samples.held(nanos, held.longValue());
    }
  }

  private static long whole(@Nullable BigDecimal value) {
    return value == null ? 0 : value.longValue();
  }
}
