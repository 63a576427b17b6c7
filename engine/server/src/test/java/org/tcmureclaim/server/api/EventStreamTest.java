package org.tcmureclaim.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.ApiAddress;

/** The stream of events as a browser reads it. */
class EventStreamTest {
  private static final String RUN = "1234-";

  private final List<Socket> sockets = new ArrayList<>();
  private final List<SocketChannel> channels = new ArrayList<>();
  private ApiFixture fixture;
  private int port;

  @BeforeEach
  void listen() throws IOException {
    fixture = new ApiFixture();
    fixture.tick(1);
    port =
        ((ApiAddress.Tcp)
                fixture.api.listen(new ApiAddress.Tcp("127.0.0.1", 0), () -> Optional.of("token")))
            .port();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    for (SocketChannel channel : channels) {
      channel.close();
    }
    fixture.close();
  }

  private Socket ask(String path, String header) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setSoTimeout(60_000);
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** A viewer, past its first line. */
  private Scanner view(String header) throws IOException {
    Scanner lines =
        new Scanner(ask("/api/v1/events", header).getInputStream(), StandardCharsets.UTF_8);
    assertThat(lines.nextLine()).startsWith("HTTP/1.1 ");
    return lines;
  }

  /** The next {@code count} lines that begin so. */
  private static List<String> next(Scanner lines, String beginning, int count) {
    List<String> found = new ArrayList<>();
    while (found.size() < count) {
      String line = lines.nextLine();
      if (line.startsWith(beginning)) {
        found.add(line.substring(beginning.length()));
      }
    }
    return found;
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void decisions_comeWithTheRunAndTheirNumbers_inTheirOrder() throws IOException {
    Scanner viewer = view("");
    assertThat(next(viewer, "event: ", 1)).containsExactly("status");
    fixture.decide(1, 2, 3);
    assertThat(next(viewer, "id: ", 3)).containsExactly(RUN + "1", RUN + "2", RUN + "3");
  }

  @Test
  void lastEventId_bringsWhatWasMissed_andNothingTwice() throws IOException {
    Scanner before = view("");
    fixture.decide(1, 2, 3);
    assertThat(next(before, "id: ", 3)).hasSize(3);
    Scanner back = view("Last-Event-ID: " + RUN + "1\r\n");
    assertThat(next(back, "id: ", 2)).containsExactly(RUN + "2", RUN + "3");
    fixture.decide(4);
    assertThat(next(back, "id: ", 1)).containsExactly(RUN + "4");
  }

  @Test
  void lastEventId_ofAnotherRun_orMalformed_bringsNothingOld() throws IOException {
    Scanner before = view("");
    fixture.decide(1);
    assertThat(next(before, "id: ", 1)).hasSize(1);
    Scanner otherRun = view("Last-Event-ID: 999-0\r\n");
    Scanner malformed = view("Last-Event-ID: " + RUN + "x\r\n");
    assertThat(next(otherRun, "event: ", 1)).containsExactly("status");
    assertThat(next(malformed, "event: ", 1)).containsExactly("status");
    fixture.decide(2);
    assertThat(next(otherRun, "id: ", 1)).containsExactly(RUN + "2");
    assertThat(next(malformed, "id: ", 1)).containsExactly(RUN + "2");
  }

  @Test
  void viewersAboveTheMost_areRefusedWithAReason_andLeavePlacesToTheUnixSocket(@TempDir Path folder)
      throws IOException {
    for (int i = 0; i < EventStream.MOST_VIEWERS_OVER_TCP; i++) {
      assertThat(next(view(""), "event: ", 1)).containsExactly("status");
    }
    assertThat(answer(ask("/api/v1/events", "Connection: close\r\n")))
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: 1")
        .contains(EventStream.MOST_VIEWERS_OVER_TCP + " viewers watch over TCP or TLS already");
    Path socket = folder.resolve("run/api.sock");
    fixture.api.listen(new ApiAddress.Unix(socket), Optional::empty);
    for (int i = EventStream.MOST_VIEWERS_OVER_TCP; i < EventStream.MOST_VIEWERS; i++) {
      assertThat(viewLocally(socket)).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(viewLocally(socket)).isEqualTo("HTTP/1.1 503 Service Unavailable");
    assertThat(answer(ask("/metrics", "Connection: close\r\n")))
        .contains("tcmu_reclaim_api_viewers " + EventStream.MOST_VIEWERS + ".0\n");
  }

  /** The first line of what a viewer at the Unix socket is answered. */
  private String viewLocally(Path socket) throws IOException {
    SocketChannel viewer = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    channels.add(viewer);
    int unused =
        viewer.write(
            ByteBuffer.wrap(
                "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
    return new Scanner(Channels.newInputStream(viewer), StandardCharsets.UTF_8).nextLine();
  }

  @Test
  void slowViewer_missesEvents_thatAreCounted_andHoldsUpNobody() throws IOException {
    Socket slow = ask("/api/v1/events", "");
    Scanner quick = view("");
    assertThat(next(quick, "event: ", 1)).containsExactly("status");
    // More than the buffers of its sockets and what is kept for a viewer, which each burst fits in.
    int bytes = 0;
    for (long number = 1; bytes < 1 << 20; number += 50) {
      long[] numbers = new long[50];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = number + i;
      }
      fixture.decide(numbers);
      for (String data : next(quick, "data: {\"epoch_millis\"", numbers.length)) {
        bytes += data.length();
      }
    }
    String metrics = answer(ask("/metrics", "Connection: close\r\n"));
    assertThat(metrics).doesNotContain("tcmu_reclaim_api_events_missed_total 0.0\n");
    assertThat(metrics).contains("tcmu_reclaim_api_viewers 2.0\n");
    assertThat(slow.isClosed()).isFalse();
  }

  @Test
  void agentThatIsStartedAgain_isTold_andItsDecisionsAreItsOwn() throws IOException {
    Scanner viewer = view("");
    fixture.decide(1, 2);
    assertThat(next(viewer, "id: ", 2)).containsExactly(RUN + "1", RUN + "2");
    fixture.agent.hide();
    assertThat(nextStatus(viewer, "\"status\":503"))
        .contains("urn:tcmu-reclaim:problem:no-agent", "no agent runs here");
    fixture.agent.startAgain();
    fixture.tick(1);
    assertThat(nextStatus(viewer, "\"started_epoch_millis\":1235")).contains("\"tick\":");
    fixture.decide(1);
    assertThat(next(viewer, "id: ", 1)).containsExactly("1235-1");
    Scanner back = view("Last-Event-ID: " + RUN + "0\r\n");
    fixture.decide(2);
    assertThat(next(back, "id: ", 1)).containsExactly("1235-2");
  }

  /** The next status that has this text. */
  private static String nextStatus(Scanner viewer, String text) {
    while (true) {
      String data = next(viewer, "data: ", 1).get(0);
      if (data.contains(text)) {
        return data;
      }
    }
  }

  @Test
  void devicesThatComeAndGo_areTold_andThoseThatWereThereAreNot() throws IOException {
    fixture.api.lookNow();
    Scanner viewer = view("");
    fixture.tick(3);
    fixture.api.lookNow();
    fixture.agent.remove("user_0/lun1");
    fixture.api.lookNow();
    assertThat(next(viewer, "data: {\"event\":", 3))
        .containsExactly(
            "\"added\",\"device\":\"user_0/lun1\",\"customer\":\"other\"}",
            "\"added\",\"device\":\"user_0/lun2\",\"customer\":\"other\"}",
            "\"removed\",\"device\":\"user_0/lun1\",\"customer\":\"other\"}");
  }

  @Test
  void notices_areTold_eachOnce_andThoseThatWereThereAreNot() throws IOException {
    fixture.agent.notice("before");
    fixture.agent.startAgain();
    fixture.agent.notice("before the server looked");
    fixture.api.lookNow();
    Scanner viewer = view("");
    fixture.agent.notice("the disk is full");
    fixture.agent.notice("the disk has room");
    fixture.api.lookNow();
    assertThat(next(viewer, "data: {\"level\":", 2))
        .containsExactly(
            "\"warn\",\"message\":\"the disk is full\"}",
            "\"warn\",\"message\":\"the disk has room\"}");
  }
}
