package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.tcmureclaim.server.api.connection.Trusting;

/** Asks once over a connection of its own, as a client that behaves does. */
final class Question {
  private static final int PATIENCE_MILLIS = 10_000;

  private Question() {}

  /**
   * The answer with its head.
   *
   * @param token that is sent along
   * @throws IOException where there is none within some seconds
   */
  static String ask(SocketAddress address, boolean tls, String path, String token)
      throws IOException {
    byte[] request =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    if (address instanceof UnixDomainSocketAddress) {
      return askUnix(address, request);
    }
    InetSocketAddress place = (InetSocketAddress) address;
    try (Socket socket = tls ? Trusting.connect(place.getPort(), PATIENCE_MILLIS) : new Socket()) {
      if (!tls) {
        socket.connect(place, PATIENCE_MILLIS);
      }
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Java has no time-out for these. */
  private static String askUnix(SocketAddress address, byte[] request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      var unused = channel.configureBlocking(false);
      if (!channel.connect(address)) {
        throw new IOException("no more may wait");
      }
      int unusedCount = channel.write(ByteBuffer.wrap(request));
      StringBuilder answer = new StringBuilder();
      ByteBuffer part = ByteBuffer.allocate(16 << 10);
      long begun = System.nanoTime();
      for (int read = 0; read >= 0; read = channel.read(part.clear())) {
        answer.append(new String(part.array(), 0, read, StandardCharsets.UTF_8));
        if (read == 0) {
          LockSupport.parkNanos(1_000_000);
        }
        if (System.nanoTime() - begun > PATIENCE_MILLIS * 1_000_000L) {
          throw new IOException("no answer");
        }
      }
      return answer.toString();
    }
  }
}
