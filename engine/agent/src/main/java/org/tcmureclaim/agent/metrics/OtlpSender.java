package org.tcmureclaim.agent.metrics;

import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;

/** Posts to a collector; tells when it begins to fail and when it works again, not each time. */
final class OtlpSender implements OtlpMetricsSender {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 5_000;

  private final OtlpHeaders headers;
  private final Notices notices;
  private volatile long failures;
  private boolean failing;
  private volatile @Nullable Worker heart;

  OtlpSender(OtlpHeaders headers, Notices notices) {
    this.headers = headers;
    this.notices = notices;
  }

  long failures() {
    return failures;
  }

  /** Has the thread that sends show its heartbeat here. */
  void beatsIn(Worker worker) {
    heart = worker;
  }

  @Override
  public synchronized void send(Request request) {
    Worker beating = heart;
    if (beating != null) {
      beating.busy();
    }
    try {
      int status = post(request, headers.read());
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

  private static int post(Request request, Map<String, String> headers) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(request.getAddress()).toURL().openConnection();
    try {
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/x-protobuf");
      headers.forEach(connection::setRequestProperty);
      byte[] data = request.getMetricsData();
      connection.setFixedLengthStreamingMode(data.length);
      try (var out = connection.getOutputStream()) {
        out.write(data);
      }
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
