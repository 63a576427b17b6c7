package org.tcmureclaim.server.api.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.server.api.connection.LimitedServer.await;
import static org.tcmureclaim.server.api.connection.LimitedServer.body;
import static org.tcmureclaim.server.api.connection.LimitedServer.get;
import static org.tcmureclaim.server.api.connection.LimitedServer.line;
import static org.tcmureclaim.server.api.connection.LimitedServer.write;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients that misbehave see, and what they may cost. */
class ConnectionLimitsTest {
  private static final Limits FEW = new Limits(4, 2);
  private static final Limits MANY = new Limits(64, 64);
  private static final long ALL_BYTES = LimitedServer.NETWORK_BYTES + LimitedServer.UNIX_BYTES;

  @Test
  void clientsAboveThePlaces_wait_andAreServedWhenOneLeaves() throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.NONE)) {
      int port = server.listen();
      List<Socket> holders = new ArrayList<>();
      for (int i = 0; i < FEW.connections(); i++) {
        Socket holder = server.send(port, get(1));
        assertThat(body(holder)).isEqualTo(1);
        holders.add(holder);
      }
      List<Socket> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        waiting.add(server.send(port, get(2)));
      }
      // The server is asked meanwhile, so it has had its chance to accept them.
      write(holders.get(0), get(3));
      assertThat(body(holders.get(0))).isEqualTo(3);
      for (int i = 0; i < waiting.size(); i++) {
        holders.get(i).close();
        assertThat(body(waiting.get(i))).isEqualTo(2);
      }
      assertThat(server.mostOpen.get()).isEqualTo(FEW.connections());
    }
  }

  @Test
  void idleClients_makeRoomForWhoWaits() throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.IDLE_WHEN_FULL)) {
      int port = server.listen();
      for (int i = 0; i < 20; i++) {
        Socket unused = server.connect(port);
      }
      assertThat(body(server.send(port, get(5)))).isEqualTo(5);
      assertThat(server.mostOpen.get()).isLessThanOrEqualTo(FEW.connections());
    }
  }

  @Test
  void idleClient_isLeftAlone_whereThereIsRoom_untilItsTime() throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.IDLE)) {
      Socket client = server.send(server.listen(), get(1));
      assertThat(body(client)).isEqualTo(1);
      assertThat(client.getInputStream().read()).isNegative();
      assertThat(server.clients.cutOff()).isEqualTo(1);
    }
  }

  @Test
  void handshakesUnderWay_areBounded_andTimed(@TempDir Path folder) throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.HANDSHAKE)) {
      int port = server.listenTls(folder);
      for (int i = 0; i < 4; i++) {
        Socket unused = server.connect(port);
      }
      try (SSLSocket tls = Trusting.connect(port)) {
        write(tls, get(7));
        assertThat(body(tls)).isEqualTo(7);
      }
      // It gets its place when the first of them is cut off.
      await("the others are cut off", () -> server.clients.cutOff() == 4);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /1 HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        "POST /1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n",
        "POST /1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n",
      })
  void request_thatComesBitByBit_isEndedByItsDeadline(String beginning) throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.EXCHANGE)) {
      Socket client = server.send(server.listen(), beginning);
      await("the end", () -> server.clients.cutOff() == 1 || !drips(client));
      assertThat(server.clients.cutOff()).isEqualTo(1);
      await("its place is free", () -> server.clients.connections() == 0);
    }
  }

  private static boolean drips(Socket client) {
    try {
      write(client, "x");
      LockSupport.parkNanos(5_000_000);
      return true;
    } catch (IOException e) {
      return true; // It was cut off, which is counted.
    }
  }

  @Test
  void answer_thatIsNotTaken_isEndedByItsDeadline() throws Exception {
    try (LimitedServer server = new LimitedServer(MANY, LimitedServer.EXCHANGE)) {
      Socket unused = server.send(server.listen(), get(900_000));
      await("the end", () -> server.clients.cutOff() == 1);
      await("its place is free", () -> server.clients.connections() == 0);
      assertThat(server.heldBytes()).isLessThan(64 << 10);
    }
  }

  /** {@link OneDeadlineTest} has its deadline on a clock; this is the same on a real socket. */
  @Test
  void answer_thatIsTakenBitByBit_isEndedByItsDeadline() throws Exception {
    try (LimitedServer server = new LimitedServer(MANY, LimitedServer.EXCHANGE)) {
      Socket client = server.send(server.listen(), get(900_000));
      await("the end", () -> server.clients.cutOff() == 1 || !takesOneByte(client));
      assertThat(server.clients.cutOff()).isEqualTo(1);
      await("its place is free", () -> server.clients.connections() == 0);
    }
  }

  private static boolean takesOneByte(Socket client) {
    try {
      return client.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void answersThatAreNotTaken_holdNoMoreThanTheBudget_andNewOnesAreGiven() throws Exception {
    try (LimitedServer server = new LimitedServer(MANY, LimitedServer.NONE)) {
      int port = server.listen();
      for (int i = 1; i <= 30; i++) {
        int before = i;
        Socket unused = server.send(port, get(400_000));
        await("it was asked", () -> server.asked.get() == before);
        assertThat(server.heldBytes()).isLessThanOrEqualTo(LimitedServer.NETWORK_BYTES);
      }
      assertThat(server.clients.cutOff()).isGreaterThan(20);
      Socket reader = server.send(port, get(400_000));
      assertThat(body(reader)).isEqualTo(400_000);
    }
  }

  @Test
  void clientsOfAllAddresses_shareOneBudget_ofWhichTheUnixSocketsPartIsNeverTaken(
      @TempDir Path folder) throws Exception {
    try (LimitedServer server = new LimitedServer(MANY, LimitedServer.NONE)) {
      Path socket = folder.resolve("api.sock");
      server.listen(socket);
      int tcp = server.listen();
      int tls = server.listenTls(folder);
      SocketChannel local = server.sendUnix(socket, get(400_000));
      await("it was asked", () -> server.asked.get() == 1);
      long cutOff = 0;
      for (int i = 1; i <= 20; i++) {
        int before = 2 * i;
        Socket unused = server.send(tcp, get(300_000));
        await("TCP has asked", () -> server.asked.get() == before);
        assertThat(server.networkHeldBytes()).isLessThanOrEqualTo(LimitedServer.NETWORK_BYTES);
        server.sendTls(tls, get(300_000));
        await("TLS has asked", () -> server.asked.get() == before + 1);
        assertThat(server.networkHeldBytes()).isLessThanOrEqualTo(LimitedServer.NETWORK_BYTES);
        assertThat(server.heldBytes()).isLessThanOrEqualTo(ALL_BYTES);
        cutOff = server.clients.cutOff();
      }
      assertThat(cutOff).isGreaterThan(20);
      assertThat(body(Channels.newInputStream(local)))
          .as("nothing of it was cut off")
          .isEqualTo(400_000);

      long held = server.networkHeldBytes();
      for (int i = 1; i <= 10; i++) {
        int before = 41 + i;
        SocketChannel unused = server.sendUnix(socket, get(400_000));
        await("Unix has asked", () -> server.asked.get() == before);
        assertThat(server.heldBytes()).isLessThanOrEqualTo(ALL_BYTES);
      }
      assertThat(server.networkHeldBytes()).as("they take none of it").isGreaterThan(held / 2);
      assertThat(body(server.send(tcp, get(300_000)))).isEqualTo(300_000);
    }
  }

  @Test
  void bytesThatWereReadAndAnswered_areHeldNoLonger() throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.NONE)) {
      int port = server.listen();
      for (int i = 0; i < 20; i++) {
        Socket client = server.connect(port);
        for (int j = 0; j < 20; j++) {
          write(client, "POST /1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\n");
          write(client, "x".repeat(20));
          write(client, "y".repeat(20));
          assertThat(body(client)).isEqualTo(1);
        }
        client.close();
      }
      await("all have left", () -> server.clients.connections() == 0);
      assertThat(server.heldBytes()).isLessThan(64 << 10);
      assertThat(server.clients.cutOff()).isZero();
    }
  }

  @Test
  void pipelinedRequests_areAnsweredInTheirOrder() throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.NONE)) {
      StringBuilder requests = new StringBuilder();
      for (int i = 1; i <= Limits.PIPELINED_REQUESTS; i++) {
        requests.append(get(i));
      }
      Socket client = server.send(server.listen(), requests.toString());
      for (int i = 1; i <= Limits.PIPELINED_REQUESTS; i++) {
        assertThat(body(client)).isEqualTo(i);
      }
      write(client, get(99));
      assertThat(body(client)).as("and it goes on").isEqualTo(99);
      assertThat(server.clients.cutOff()).isZero();
    }
  }

  @Test
  void pipelinedRequests_withoutReading_haveOneAnswerMade() throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.NONE)) {
      Socket client = server.send(server.listen(), get(900_000) + get(900_000) + get(900_000));
      await("the first was asked", () -> server.asked.get() == 1);
      Socket other = server.send(client.getPort(), get(1));
      assertThat(body(other)).isEqualTo(1);
      assertThat(server.asked.get()).isEqualTo(2);
      assertThat(server.heldBytes()).isLessThan(1_000_000);
    }
  }

  @Test
  void clientThatPipelinesMore_isEnded() throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.NONE)) {
      Socket client = server.send(server.listen(), get(900_000) + get(1).repeat(100));
      await("the end", () -> server.clients.cutOff() == 1);
      await("its place is free", () -> server.clients.connections() == 0);
      assertThat(client.isConnected()).isTrue();
      assertThat(server.asked.get()).isEqualTo(1);
    }
  }

  @Test
  void viewerThatStopsReading_isEnded_andOneThatHasAllIsNot() throws Exception {
    try (LimitedServer server = new LimitedServer(MANY, LimitedServer.BEHIND)) {
      int port = server.listen();
      Socket quiet = server.send(port, "GET /quiet HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(line(quiet)).isEqualTo("HTTP/1.1 200 OK");
      Socket stopped = server.send(port, "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(line(stopped)).isEqualTo("HTTP/1.1 200 OK");
      await("the end of the one", () -> server.clients.connections() == 1);
      assertThat(server.clients.cutOff()).isEqualTo(1);
      write(quiet, get(1));
      assertThat(server.clients.connections()).isEqualTo(1);
    }
  }

  @Test
  void floodOverTcp_takesNoPlaceOfTheUnixSocket(@TempDir Path folder) throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.NONE)) {
      Path socket = folder.resolve("api.sock");
      server.listen(socket);
      int port = server.listen();
      for (int i = 0; i < 20; i++) {
        Socket unused = server.connect(port);
      }
      await("all places are taken", () -> server.clients.connections() == FEW.connections());
      try (SocketChannel local = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        assertThat(local.connect(UnixDomainSocketAddress.of(socket))).isTrue();
        ByteBuffer ask = ByteBuffer.wrap(get(9).getBytes(StandardCharsets.US_ASCII));
        assertThat(local.write(ask)).isPositive();
        ByteBuffer answer = ByteBuffer.allocate(256);
        assertThat(local.read(answer)).isPositive();
        assertThat(new String(answer.array(), StandardCharsets.US_ASCII))
            .startsWith("HTTP/1.1 200 OK");
      }
    }
  }

  @Test
  void http2_isNotSpoken(@TempDir Path folder) throws Exception {
    try (LimitedServer server = new LimitedServer(FEW, LimitedServer.NONE)) {
      try (SSLSocket tls = Trusting.connect(server.listenTls(folder))) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        tls.setSSLParameters(parameters);
        write(tls, get(1));
        assertThat(body(tls)).isEqualTo(1);
        assertThat(tls.getApplicationProtocol()).isNotEqualTo("h2");
      }
      int port = server.listen();
      Socket upgrading =
          server.send(
              port,
              get(2).strip()
                  + "\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                  + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
      assertThat(line(upgrading)).isEqualTo("HTTP/1.1 200 OK");
      Socket knowing = server.send(port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      assertThat(line(knowing)).contains("501 Not Implemented");
    }
  }

  @Test
  void places_areFewer_whereFewFilesMayBeOpened() {
    assertThat(Limits.TCP.within(Long.MAX_VALUE)).isEqualTo(Limits.TCP);
    int all =
        List.of(Limits.UNIX, Limits.TCP, Limits.TLS).stream()
            .mapToInt(limits -> limits.within(200).connections())
            .sum();
    assertThat(all).isBetween(100, 180);
    assertThat(Limits.TLS.within(200).handshakes()).isLessThanOrEqualTo(32);
    assertThat(Limits.TCP.within(0).connections()).isEqualTo(2);
  }
}
