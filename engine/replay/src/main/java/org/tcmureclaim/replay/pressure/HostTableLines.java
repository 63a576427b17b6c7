package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * Tables with a header that names the columns ({@link HostColumn}). A header may come again, and
 * {@code sadf -d} (sadf(1)) prints another one behind a {@code #} for each kind of data. Its {@code
 * LINUX-RESTART} may stand in any table: counters begin at 0 there.
 *
 * <p>{@code %smem} of sadf is the share of the interval in which some task was stalled. below's
 * columns are the kernel's {@code avg10}, which lags; of its cgroups, only the root is the host.
 */
final class HostTableLines implements HostLineParser {
  private static final Pattern RESTART = Pattern.compile("LINUX[ -]RESTART");
  private static final String ROOT = "<root>";

  private final HostSamples samples;
  private final HostClock clock;
  private final HostCells cells;
  private final HostRow row;
  private @Nullable HostHeader header;
  private boolean sawOther;
  private boolean sawRoot;

  HostTableLines(HostSamples samples, HostClock clock, char separator) {
    this.samples = samples;
    this.clock = clock;
    this.cells = new HostCells(separator);
    this.row = new HostRow(samples);
  }

  @Override
  public void line(String line) throws MalformedLineException {
    if (RESTART.matcher(line).find()) {
      samples.restart();
      return;
    }
    if (line.startsWith("#")) {
      HostHeader next = HostHeader.named(cells.of(line.substring(1)));
      header = next.hasTime() ? next : header;
      return;
    }
    List<String> fields = cells.of(line);
    HostHeader known = header;
    if (known == null || isHeader(known, fields)) {
      HostHeader next = HostHeader.named(fields);
      header = next.hasTime() ? next : header;
    } else if (known.hasUnitsIn(fields)) {
      header = known.inUnits(fields);
    } else if (known.hasFigure() && !isComment(fields)) {
      row(known, fields);
    }
  }

  private static boolean isHeader(HostHeader known, List<String> fields) {
    return known.isRepeatedBy(fields)
        || HostColumn.named(fields.get(0)).map(source -> source.column().isTime()).orElse(false);
  }

  /** {@code sadf -C}. */
  private static boolean isComment(List<String> fields) {
    return fields.size() > 3 && fields.get(1).equals("-1") && fields.get(3).startsWith("COM");
  }

  private void row(HostHeader known, List<String> fields) throws MalformedLineException {
    if (known.has(HostColumn.NAME) && known.has(HostColumn.SOME_SHARE)) {
      if (!known.text(HostColumn.NAME, fields).equals(ROOT)) {
        sawOther = true;
        return;
      }
      sawRoot = true;
    }
    boolean comma = cells.isCommaDecimal();
    long nanos = known.nanos(fields, clock, comma);
    if (known.has(HostColumn.SOME_TOTAL_OR_RATE)) {
      samples.some().begin(nanos);
    }
    if (known.has(HostColumn.FULL_TOTAL_OR_RATE)) {
      samples.full().begin(nanos);
    }
    BigDecimal interval = known.figure(HostColumn.INTERVAL, fields, comma);
    row.take(nanos, interval, column -> known.figure(column, fields, comma));
  }

  @Override
  public void end(HostNotes notes) {
    if (sawOther && !sawRoot) {
      notes.add(
          "has rows of cgroups but none of " + ROOT + ", which is the host; leave --filter out");
    }
    if (row.isApproximated()) {
      notes.add(HostNotes.APPROXIMATED);
    }
  }
}
