package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * fio's {@code write_lat_log} (fio(1), "Log file formats"): {@code time_ms, latency_ns, direction,
 * bytes[, offset[, priority[, issue_ns]]]}, one line for each completion. With {@code
 * log_issue_time} the arrival is exact; without, it is the time of the line less the latency, and
 * so only good to 1 ms. A log is one job: one device, named {@code fio}.
 */
final class FioLatencyLines implements LineParser {
  private static final String DEVICE = "fio";
  private static final long MOST_BYTES = 1L << 40;
  private static final long MOST_MILLIS = Long.MAX_VALUE / 10_000_000;

  private final ArrivalOrder order;
  private final int device;
  private final Fields fields = new Fields();

  FioLatencyLines(ArrivalOrder order) {
    this.order = order;
    this.device = order.device(DEVICE);
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    long completedNanos = 1_000_000 * fields.whole("time", MOST_MILLIS);
    long latencyNanos = fields.whole("latency", Long.MAX_VALUE / 2);
    Operation operation =
        fields.whole("direction", 2) == 2 ? Operation.DISCARD : Operation.TRANSFER;
    long bytes = fields.whole("block size", MOST_BYTES);
    if (bytes == 0) {
      throw new MalformedLineException("block size is 0: an averaged log (log_avg_msec) is no use");
    }
    long arrivalNanos = completedNanos - latencyNanos;
    if (fields.hasMore()) {
      fields.field("offset");
    }
    if (fields.hasMore()) {
      fields.field("priority");
    }
    if (fields.hasMore()) {
      arrivalNanos = fields.whole("issue time", Long.MAX_VALUE / 2);
    }
    fields.noMore();
    order.command(device, operation, bytes, arrivalNanos, latencyNanos);
  }

  @Override
  public void end() throws MalformedLineException {
    order.releaseAll();
  }
}
