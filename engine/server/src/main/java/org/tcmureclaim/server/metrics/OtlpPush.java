package org.tcmureclaim.server.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;

/**
 * Sends figures to a collector by OTLP over HTTP. Counters and histograms count from the start of
 * the agent, so what could not be sent while the collector was away is in what comes after.
 */
public final class OtlpPush implements AutoCloseable {
  private final OtlpSender sender;
  private final OtlpMeterRegistry registry;

  OtlpPush(URI url, Duration every, OtlpHeaders headers, Notices notices) {
    this(url, every, headers, OtlpSender.EXCHANGE, notices);
  }

  OtlpPush(URI url, Duration every, OtlpHeaders headers, Duration exchange, Notices notices) {
    sender = new OtlpSender(headers, exchange, notices);
    registry =
        OtlpMeterRegistry.builder(new Settings(url, every))
            .clock(Clock.SYSTEM)
            .metricsSender(sender)
            // Micrometer's own timer goes on after a failure; its heartbeat is in beatsIn().
            .threadFactory(
                task -> {
                  Thread thread = new Thread(task, "otlp");
                  thread.setDaemon(true);
                  return thread;
                })
            .build();
  }

  MeterRegistry registry() {
    return registry;
  }

  /** Has the thread that sends show its heartbeat here. */
  public void beatsIn(Worker worker) {
    sender.beatsIn(worker);
  }

  /** Times that sending failed, since the start. */
  long failures() {
    return sender.failures();
  }

  /** Sends once more, and no more then; takes seconds at most, whatever the collector does. */
  @Override
  public void close() {
    sender.endSoon();
    registry.close();
  }

  private record Settings(URI address, Duration every) implements OtlpConfig {
    @Override
    public @Nullable String get(String key) {
      return null; // Nothing comes from elsewhere.
    }

    @Override
    public String url() {
      return address.toString();
    }

    @Override
    public Duration step() {
      return every;
    }

    @Override
    public TimeUnit baseTimeUnit() {
      return TimeUnit.SECONDS;
    }

    @Override
    public Map<String, String> resourceAttributes() {
      return Map.of("service.name", "tcmu-reclaim");
    }

    /** Not from the environment, whose variables are meant for others: the sender has its own. */
    @Override
    public Map<String, String> headers() {
      return Map.of();
    }
  }
}
