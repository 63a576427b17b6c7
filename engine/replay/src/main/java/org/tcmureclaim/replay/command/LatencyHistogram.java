package org.tcmureclaim.replay.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.TraceException;

/**
 * How often commands took how long: {@code latency_us,count} under a header, latencies rising. A
 * line counts commands that took longer than the line before says, and up to this one's latency;
 * the first line counts from 0.
 */
final class LatencyHistogram {
  private static final String HEADER = "latency_us,count";

  private final long[] upToNanos;
  private final long[] cumulative;

  private LatencyHistogram(long[] upToNanos, long[] cumulative) {
    this.upToNanos = upToNanos;
    this.cumulative = cumulative;
  }

  /**
   * Reads a file.
   *
   * @throws TraceException naming the line if it is not such a histogram
   */
  static LatencyHistogram read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(file.toString(), in);
    } catch (NoSuchFileException e) {
      throw new TraceException(file + ": no such file", e);
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static LatencyHistogram parse(String file, InputStream in) throws IOException {
    LineReader lines = new LineReader(in);
    if (!lines.next() || !lines.text().strip().equals(HEADER)) {
      throw new TraceException(file + ":1: expected the header '" + HEADER + "'");
    }
    Fields fields = new Fields();
    long[] upTo = new long[16];
    long[] sums = new long[16];
    int size = 0;
    while (lines.next()) {
      if (lines.end() == lines.start()) {
        continue;
      }
      if (size == upTo.length) {
        upTo = Arrays.copyOf(upTo, 2 * size);
        sums = Arrays.copyOf(sums, 2 * size);
      }
      try {
        fields.begin(lines);
        upTo[size] = fields.nextScaled("latency_us", 3);
        sums[size] = fields.whole("count", 1L << 40) + (size == 0 ? 0 : sums[size - 1]);
        fields.noMore();
        if (size > 0 && upTo[size] <= upTo[size - 1]) {
          throw new MalformedLineException("latency_us must rise from line to line");
        }
      } catch (MalformedLineException e) {
        throw new TraceException(file + ":" + lines.number() + ": " + e.problem(), e);
      }
      size++;
    }
    if (size == 0 || sums[size - 1] == 0) {
      throw new TraceException(file + ": counts nothing");
    }
    return new LatencyHistogram(Arrays.copyOf(upTo, size), Arrays.copyOf(sums, size));
  }

  /** The latency below which a share of the commands lies, linear within a line. */
  long quantileNanos(double share) {
    double wanted = share * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    long below = low == 0 ? 0 : cumulative[low - 1];
    long from = low == 0 ? 0 : upToNanos[low - 1];
    double within = (wanted - below) / (cumulative[low] - below);
    return from + (long) (within * (upToNanos[low] - from));
  }
}
