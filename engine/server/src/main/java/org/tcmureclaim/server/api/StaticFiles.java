package org.tcmureclaim.server.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of the live page, from the class path. There is no build step and no other host. */
final class StaticFiles {
  private static final String PAGE = "/org/tcmureclaim/server/page/";
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private static final List<String> SCRIPTS =
      List.of(
          "main.js",
          "asking.js",
          "charts.js",
          "decisions.js",
          "details.js",
          "heat.js",
          "stream.js",
          "tables.js",
          "text.js");

  private record File(String type, Buffer bytes, String tag) {}

  private final Map<String, File> files = new LinkedHashMap<>();

  StaticFiles() {
    add("/", PAGE + "index.html", "text/html; charset=utf-8");
    for (String name : SCRIPTS) {
      add("/page/" + name, PAGE + name, "text/javascript; charset=utf-8");
    }
    add("/page/page.css", PAGE + "page.css", "text/css; charset=utf-8");
    add("/page/icon.svg", PAGE + "icon.svg", "image/svg+xml");
    add("/page/uplot.js", CHARTS + "uPlot.iife.min.js", "text/javascript; charset=utf-8");
    add("/page/uplot.css", CHARTS + "uPlot.min.css", "text/css; charset=utf-8");
  }

  /** Where they are served. */
  Set<String> paths() {
    return files.keySet();
  }

  void serve(RoutingContext context) {
    File file = files.get(context.request().path());
    if (file == null) {
      throw Problem.notFound("no such file").exception();
    }
    context
        .response()
        .putHeader("ETag", file.tag)
        .putHeader("Cache-Control", "no-cache")
        .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer");
    if (file.tag.equals(context.request().getHeader("If-None-Match"))) {
      var unused = context.response().setStatusCode(304).end();
    } else {
      var unused = context.response().putHeader("Content-Type", file.type).end(file.bytes);
    }
  }

  private void add(String path, String resource, String type) {
    try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      byte[] bytes = in.readAllBytes();
      String tag = "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"";
      files.put(path, new File(type, Buffer.buffer(bytes), tag));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
