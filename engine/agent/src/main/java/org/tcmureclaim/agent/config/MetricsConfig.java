package org.tcmureclaim.agent.config;

import static org.tcmureclaim.configuration.rules.Durations.hours;
import static org.tcmureclaim.configuration.rules.Durations.seconds;

import java.net.URI;
import java.util.Optional;
import org.tcmureclaim.configuration.Section;

/**
 * Where figures are sent to; they can be fetched in any case.
 *
 * @param otlpUrl the collector's, with its path; empty for none
 * @param otlpEveryNanos between two times of sending
 */
public record MetricsConfig(Optional<URI> otlpUrl, long otlpEveryNanos) {
  private static final String OTLP_URL = "otlp_url";

  static MetricsConfig bind(Section section) {
    String text = section.text(OTLP_URL, "http://127.0.0.1:4318/v1/metrics");
    return new MetricsConfig(
        section.has(OTLP_URL) ? Optional.of(url(section, text)) : Optional.empty(),
        section.durationNanos("otlp_every", seconds(1), hours(1), seconds(60)));
  }

  private static URI url(Section section, String text) {
    try {
      URI url = URI.create(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw section.reject(OTLP_URL, "not a URL: " + e.getMessage());
    }
    throw section.reject(
        OTLP_URL, "expected http://HOST:PORT/v1/metrics or https://…, without a password");
  }
}
