package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.pressure.HostColumn.Source;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * {@code sadf -p} (sadf(1)): a figure in each line, behind the host, the interval's seconds, the
 * time, the device and the name of the figure, separated by tabs.
 */
final class SadfPairLines implements HostLineParser {
  private static final int INTERVAL = 1;
  private static final int TIME = 2;
  private static final int NAME = 4;
  private static final int FIGURE = 5;
  private static final HostCells CELLS = new HostCells('\t');
  private static final Source SECONDS = new Source(HostColumn.INTERVAL, BigDecimal.ONE);

  private final HostSamples samples;
  private final HostClock clock;
  private final HostRow row;

  SadfPairLines(HostSamples samples, HostClock clock) {
    this.samples = samples;
    this.clock = clock;
    this.row = new HostRow(samples);
  }

  @Override
  public void line(String line) throws MalformedLineException {
    List<String> cells = CELLS.of(line);
    if (cells.size() > TIME + 1 && cells.get(TIME + 1).startsWith("LINUX")) {
      samples.restart();
      return;
    }
    if (cells.size() > TIME && cells.get(INTERVAL).equals("-1")) {
      return; // a comment
    }
    if (cells.size() <= FIGURE) {
      throw new MalformedLineException("expected six words separated by tabs");
    }
    @Nullable Source source = HostColumn.named(cells.get(NAME)).orElse(null);
    if (source == null || isPartOfAnApproximation(source.column())) {
      return;
    }
    BigDecimal seconds = HostNumber.of("interval", SECONDS, cells.get(INTERVAL), true);
    BigDecimal figure = HostNumber.of(cells.get(NAME), source, cells.get(FIGURE), true);
    row.take(
        clock.nanos(cells.get(TIME)), seconds, column -> column == source.column() ? figure : null);
  }

  /** Alone they say nothing. */
  private static boolean isPartOfAnApproximation(HostColumn column) {
    return column == HostColumn.FREE || column == HostColumn.BUFFERS || column == HostColumn.CACHED;
  }
}
