package org.tcmureclaim.server.api.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.server.api.connection.LimitedServer.await;
import static org.tcmureclaim.server.api.connection.LimitedServer.body;
import static org.tcmureclaim.server.api.connection.LimitedServer.get;
import static org.tcmureclaim.server.api.connection.LimitedServer.write;

import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes are counted and timed. */
class HandshakesTest {
  private static final Limits FEW = new Limits(4, 3);

  @TempDir private Path folder = Path.of("");

  @Test
  void handshakes_areCounted_byHowTheyEnd() throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.HANDSHAKE)) {
      Handshakes handshakes = server.clients.handshakes();
      int port = server.listenTls(folder);
      Socket silent = server.connect(port);
      await("it is under way", () -> handshakes.underWay() == 1);
      server.send(port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await("the other has failed", () -> handshakes.begun() == 2 && handshakes.underWay() == 1);
      assertThat(handshakes.late()).isZero();
      await("the end of the silent one", () -> handshakes.late() == 1);
      assertThat(silent.getInputStream().read()).isNegative();
      await("none is under way", () -> handshakes.underWay() == 0);
      assertThat(handshakes.begun()).isEqualTo(2);
      assertThat(handshakes.done()).isZero();
      assertThat(handshakes.doneSeconds()).isZero();
    }
  }

  @Test
  void handshakesThatEndWell_areTimed() throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.NONE)) {
      Handshakes handshakes = server.clients.handshakes();
      int port = server.listenTls(folder);
      for (int i = 1; i <= 2; i++) {
        int count = i;
        double before = handshakes.doneSeconds();
        long begunNanos = System.nanoTime();
        try (SSLSocket tls = Trusting.connect(port)) {
          write(tls, get(7));
          assertThat(body(tls)).isEqualTo(7);
          await("it is counted", () -> handshakes.done() == count);
          assertThat(handshakes.doneSeconds() - before)
              .as("within what the client saw")
              .isPositive()
              .isLessThanOrEqualTo((System.nanoTime() - begunNanos) / 1e9);
        }
      }
      await("none is under way", () -> handshakes.underWay() == 0);
      assertThat(handshakes.begun()).isEqualTo(2);
      assertThat(handshakes.late()).isZero();
    }
  }
}
