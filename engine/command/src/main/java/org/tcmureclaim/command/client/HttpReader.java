package org.tcmureclaim.command.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one HTTP/1.1 response (RFC 9112): with a length, in chunks, or to the end. Bounded, since
 * what listens may be something else than an agent.
 */
final class HttpReader {
  private static final int LONGEST_LINE = 16_384;
  private static final int MOST_HEADERS = 100;
  private static final long MOST_BODY_BYTES = 64L << 20;

  private final InputStream in;
  private final Map<String, String> headers = new HashMap<>();
  private int status;
  private long chunkLeft;

  HttpReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** Reads status and headers. */
  void readHead() throws IOException {
    String first = line();
    if (!first.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new IOException("what listens there is no HTTP server");
    }
    status = Integer.parseInt(first.substring(9, 12));
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() >= MOST_HEADERS) {
        throw new IOException("malformed answer");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  int status() {
    return status;
  }

  /** Reads all of the body. */
  String body() throws IOException {
    if (isChunked()) {
      StringBuilder all = new StringBuilder();
      for (String part = chunk(); !part.isEmpty(); part = chunk()) {
        all.append(part);
        if (all.length() > MOST_BODY_BYTES) {
          throw new IOException("the answer is too long");
        }
      }
      return all.toString();
    }
    long length = number(headers.getOrDefault("content-length", "0"), 10);
    return new String(exactly(length), StandardCharsets.UTF_8);
  }

  /** Reads a line of a body that comes in chunks; lines may span chunks. */
  String bodyLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = bodyByte(); next != '\n'; next = bodyByte()) {
      line.write(next);
      if (line.size() > MOST_BODY_BYTES) {
        throw new IOException("the line is too long");
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private int bodyByte() throws IOException {
    if (chunkLeft == 0) {
      chunkLeft = chunkSize();
      if (chunkLeft == 0) {
        throw new EOFException("the agent ended the stream");
      }
    }
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the agent ended");
    }
    chunkLeft--;
    if (chunkLeft == 0) {
      String unused = line();
    }
    return next;
  }

  private boolean isChunked() {
    return "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
  }

  private String chunk() throws IOException {
    long size = chunkSize();
    byte[] bytes = exactly(size);
    String unused = line();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private long chunkSize() throws IOException {
    String line = line();
    int end = line.indexOf(';');
    return number(end < 0 ? line : line.substring(0, end), 16);
  }

  private static long number(String text, int radix) throws IOException {
    try {
      long number = Long.parseLong(text.strip(), radix);
      if (number >= 0 && number <= MOST_BODY_BYTES) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("malformed answer", e);
    }
    throw new IOException("the answer is too long");
  }

  private byte[] exactly(long length) throws IOException {
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException("the answer was cut off");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the answer was cut off");
      }
      if (line.length() >= LONGEST_LINE) {
        throw new IOException("malformed answer");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
