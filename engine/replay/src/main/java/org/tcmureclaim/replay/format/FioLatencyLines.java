package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.pressure.WallTime;
import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * fio's {@code write_lat_log} (fio(1), "Log file formats"): {@code time_ms, latency_ns, direction,
 * bytes[, offset[, priority[, issue_ns]]]}, one line for each completion. With {@code
 * log_issue_time} the arrival is exact; without, it is the time of the line less the latency, and
 * so only good to 1 ms. An issue time of 0 is none: fio writes it in its {@code lat} logs. Where
 * the times of the lines are those of a calendar ({@code log_unix_epoch}), issue times are still
 * those since the start; the first line says how far apart the two are. A log is one job: one
 * device, named {@code fio}.
 */
final class FioLatencyLines implements LineParser {
  private static final String DEVICE = "fio";
  private static final long MOST_BYTES = 1L << 40;
  private static final long JITTER_NANOS = 10_000_000L;
  private static final int LONGEST_PRIORITY = 6; // 0xffff
  private static final long MOST_MILLIS = Long.MAX_VALUE / 2_000_000;

  private final ArrivalOrder order;
  private final int device;
  private final Fields fields = new Fields();
  private final OrderedTime time = new OrderedTime(JITTER_NANOS);
  private long originNanos;
  private long issued;
  private long notIssued;
  private long withoutOffset;

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
    time.at(completedNanos);
    long issueNanos = issueNanos();
    long arrivalNanos = completedNanos - latencyNanos;
    if (issueNanos > 0) {
      if (issued++ == 0 && WallTime.of(completedNanos).isPresent()) {
        originNanos = Math.max(0, arrivalNanos - issueNanos);
      }
      arrivalNanos = originNanos + issueNanos;
    } else {
      notIssued++;
    }
    order.command(device, operation, bytes, arrivalNanos, latencyNanos);
  }

  /** The time of issue; 0 where there is none. */
  private long issueNanos() throws MalformedLineException {
    int more = 0;
    long issueNanos = 0;
    while (fields.hasMore() && more < 3) {
      fields.field("issue time");
      more++;
      if (more == 3) {
        issueNanos = fields.scaled("issue time", 0);
      }
    }
    fields.noMore();
    if (more == 2 && fields.length() > LONGEST_PRIORITY) {
      withoutOffset++;
    }
    if (issueNanos > Long.MAX_VALUE / 4) {
      throw new MalformedLineException("issue time is too large");
    }
    return issueNanos;
  }

  @Override
  public void end() throws MalformedLineException {
    order.releaseAll();
  }

  @Override
  public void describe(FileContents contents) {
    if (withoutOffset > 0) {
      contents.note(
          "lines of six columns whose last is a time of issue without an offset, which fio warns"
              + " of; it is not used. Record with log_offset=1 and log_issue_time=1");
    }
    if (notIssued > 0) {
      contents.note(
          (issued == 0 ? "no" : notIssued + " lines without an")
              + " issue time: such commands arrive at the time of their line less their latency,"
              + " which is good to 1 ms; log_issue_time=1 and the _clat log are exact");
    }
  }
}
