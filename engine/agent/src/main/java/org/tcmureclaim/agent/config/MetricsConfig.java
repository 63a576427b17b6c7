package org.tcmureclaim.agent.config;

import static org.tcmureclaim.configuration.rules.Durations.hours;
import static org.tcmureclaim.configuration.rules.Durations.seconds;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.configuration.Section;

/**
 * Where figures are sent to; they can be fetched in any case.
 *
 * @param otlpUrl the collector's, with its path; empty for none
 * @param otlpHeadersFile holds headers that the collector asks for; empty for none
 * @param otlpEveryNanos between two times of sending
 */
public record MetricsConfig(
    Optional<URI> otlpUrl, Optional<Path> otlpHeadersFile, long otlpEveryNanos) {
  private static final String OTLP_URL = "otlp_url";
  private static final long DEFAULT_EVERY_NANOS = seconds(60);
  private static final String HEADERS_FILE = "otlp_headers_file";

  static MetricsConfig bind(Section section) {
    String text = section.text(OTLP_URL, "http://127.0.0.1:4318/v1/metrics");
    Optional<URI> url = section.has(OTLP_URL) ? url(section, text) : Optional.empty();
    Optional<Path> headersFile = headersFile(section, url);
    long everyNanos =
        section.durationNanos("otlp_every", seconds(1), hours(1), DEFAULT_EVERY_NANOS);
    if (!section.has(OTLP_URL) && everyNanos != DEFAULT_EVERY_NANOS) {
      section.noteWithoutEffect("otlp_every", "has no effect without otlp_url");
    }
    return new MetricsConfig(url, headersFile, everyNanos);
  }

  private static Optional<Path> headersFile(Section section, Optional<URI> url) {
    Path file = section.path(HEADERS_FILE, Path.of("/etc/tcmu-reclaim/otlp-headers"));
    if (!section.has(HEADERS_FILE)) {
      return Optional.empty();
    }
    if (url.isEmpty()) {
      section.refuse(HEADERS_FILE, "has no meaning without otlp_url", OTLP_URL);
    } else if (!url.get().getScheme().equals("https") && !isLoopback(url.get().getHost())) {
      section.refuse(
          HEADERS_FILE, "its secrets would be sent in clear text; otlp_url must be https");
    }
    return Optional.of(file);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }

  private static Optional<URI> url(Section section, String text) {
    try {
      URI url = URI.create(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null) {
        return Optional.of(url);
      }
      section.refuse(
          OTLP_URL, "expected http://HOST:PORT/v1/metrics or https://…, without a password");
    } catch (IllegalArgumentException e) {
      section.refuse(OTLP_URL, "not a URL: " + e.getMessage());
    }
    return Optional.empty();
  }
}
