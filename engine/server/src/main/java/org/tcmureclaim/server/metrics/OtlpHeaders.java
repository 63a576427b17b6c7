package org.tcmureclaim.server.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.configuration.SecretFile;

/**
 * Headers by which a collector knows the agent, such as {@code Authorization: Bearer …}. They are
 * secrets: they come from a file that is its owner's alone, and no message repeats a line of it.
 * Read anew each time of sending, so that a renewed secret needs no restart.
 *
 * @param file with one {@code Name: value} in a line; empty for no headers
 */
public record OtlpHeaders(Optional<Path> file) {
  static final OtlpHeaders NONE = new OtlpHeaders(Optional.empty());

  private static final int MOST_BYTES = 64 << 10;

  /** RFC 9110, 5.1 and 5.5, without what is not ASCII. */
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([!-~](?:[ -~]*[!-~])?)[ \\t]*");

  /** What the sender alone decides. */
  private static final Set<String> TAKEN =
      Set.of("content-type", "content-length", "transfer-encoding", "connection", "host", "expect");

  /** What the file says now. */
  Map<String, String> read() throws IOException {
    return file.isEmpty() ? Map.of() : read(file.get());
  }

  private static Map<String, String> read(Path path) throws IOException {
    return parse(
        path,
        new String(
            SecretFile.read(path, "these headers", MOST_BYTES), StandardCharsets.ISO_8859_1));
  }

  /** Empty lines and those that begin with # are passed over. */
  private static Map<String, String> parse(Path path, String text) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String place = path + ":" + (i + 1) + ": ";
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        throw new IOException(place + "expected 'Name: value'");
      }
      if (TAKEN.contains(header.group(1).toLowerCase(Locale.ROOT))) {
        throw new IOException(place + header.group(1) + " is not for this file to say");
      }
      headers.put(header.group(1), header.group(2));
    }
    return headers;
  }
}
