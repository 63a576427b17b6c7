package org.tcmureclaim.replay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The page around the data: {@code page.html} with the style sheet and the scripts beside it put in
 * where it names them. The result loads nothing.
 */
final class ReportPage {
  private ReportPage() {}

  /** A page that shows this JSON. */
  static String of(String json) {
    // No '<' ends a script early; in JSON it can only stand in a string.
    return resource("page.html")
        .replace("/*page.css*/", resource("page.css"))
        .replace("/*charts.js*/", resource("charts.js"))
        .replace("/*timeline.js*/", resource("timeline.js"))
        .replace("/*page.js*/", resource("page.js"))
        .replace("/*data*/", json.replace("<", "\\u003c"));
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
