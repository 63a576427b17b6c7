package org.tcmureclaim.replay.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection that is kept alive, so that what happens to it is seen, and not mended. */
final class HttpWire implements AutoCloseable {
  static final int PATIENCE_MILLIS = 10_000;
  private static final int SEGMENT_BYTES = 64 << 10;

  private final Socket socket = new Socket();
  private final InputStream in;
  private boolean answering;

  HttpWire(int port) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), SEGMENT_BYTES);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void ask(String path) throws IOException {
    answering = false;
    String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether the first byte of an answer has come since the last question. */
  boolean isAnswering() {
    return answering;
  }

  /** Reads an answer's head; returns its status, and leaves the body. */
  int status() throws IOException {
    String first = line();
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Long.parseLong(line.substring(15).strip());
      }
    }
    return Integer.parseInt(first.substring(9, 12));
  }

  private long length;

  /** Reads a body of known length. */
  byte[] body() throws IOException {
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException("cut off");
    }
    length = 0;
    return bytes;
  }

  /** The next line, without its end. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed");
      }
      answering = true;
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
