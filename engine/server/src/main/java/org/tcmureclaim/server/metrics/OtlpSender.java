package org.tcmureclaim.server.metrics;

import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;

/** Posts to a collector; tells when it begins to fail and when it works again, not each time. */
final class OtlpSender implements OtlpMetricsSender {
  /** As exporters of OpenTelemetry wait by default. */
  static final Duration EXCHANGE = Duration.ofSeconds(10);

  private static final Duration LAST_EXCHANGE = Duration.ofSeconds(2);

  private final CollectorRequest collector = new CollectorRequest();
  private final OtlpHeaders headers;
  private final Duration exchange;
  private final Notices notices;
  private volatile long failures;
  private boolean failing;
  private volatile @Nullable Worker heart;
  private volatile boolean ending;

  /**
   * One that has not sent yet.
   *
   * @param exchange how long a collector may take to answer
   */
  OtlpSender(OtlpHeaders headers, Duration exchange, Notices notices) {
    this.headers = headers;
    this.exchange = exchange;
    this.notices = notices;
  }

  long failures() {
    return failures;
  }

  /** Has the thread that sends show its heartbeat here. */
  void beatsIn(Worker worker) {
    heart = worker;
  }

  /** Has less time from now on, also for what is under way. */
  void endSoon() {
    ending = true;
  }

  @Override
  public synchronized void send(Request request) {
    Worker beating = heart;
    if (beating != null) {
      beating.busy();
    }
    try {
      int status =
          collector.post(
              String.valueOf(request.getAddress()),
              request.getMetricsData(),
              headers.read(),
              () -> ending ? LAST_EXCHANGE : exchange);
      if (status / 100 != 2) {
        throw new IOException("HTTP status " + status);
      }
      if (failing) {
        notices.info("metrics are sent again to " + request.getAddress());
      }
      failing = false;
    } catch (IOException | RuntimeException e) {
      failures++;
      if (!failing) {
        notices.warn(
            "metrics cannot be sent to "
                + request.getAddress()
                + ", tried again each time: "
                + e.getMessage());
      }
      failing = true;
    } finally {
      if (beating != null) {
        beating.idle();
      }
    }
  }
}
