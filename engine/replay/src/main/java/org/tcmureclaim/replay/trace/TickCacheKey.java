package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.tcmureclaim.replay.format.TableColumns;

/** What the ticks of a file depend on, as one SHA-256. */
final class TickCacheKey {
  static final int BYTES = 32;

  /**
   * To be raised whenever the same file and options would make other ticks, or the layout of {@link
   * CachedTicks} changes.
   */
  private static final int VERSION = 2;

  private static final int BUFFER_BYTES = 1 << 16;

  private TickCacheKey() {}

  /** Of the bytes of a source, and of every option that has a part in what is made of them. */
  static byte[] of(Path source, TraceOptions options) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(source)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    byte[] ofSource = digest.digest();
    digest.update(ofSource);
    List<String> recipe =
        List.of(
            "version " + VERSION,
            "format " + options.format(),
            "columns " + options.columns().map(TableColumns::text).orElse(""),
            "bad lines " + options.mostBadLines(),
            "devices " + options.devices().names(),
            "tick " + options.tickNanos(),
            "target " + options.target(),
            "service times " + options.serviceTimes());
    return digest.digest(String.join("\n", recipe).getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
