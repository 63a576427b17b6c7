package org.tcmureclaim.server.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Requests to the agent, from any bytes: each is answered or its connection closed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ApiFuzzTest {
  private static final int MOST_ANSWER_BYTES = 1 << 20;
  private static final Path SOCKET = listen();

  /** An API that listens as long as the process runs. */
  private static Path listen() {
    try {
      Path socket = Files.createTempDirectory("tcmu-reclaim-fuzz-").resolve("run/api.sock");
      ApiFixture fixture = new ApiFixture();
      fixture.tick(3);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(fixture)));
      fixture.api.listen(new ApiAddress.Unix(socket), Optional::empty);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(ApiFixture fixture) {
    try {
      fixture.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line is method and target, all else the body. */
  private static void request(byte[] input) throws IOException {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    int length = Math.max(0, input.length - end - 1);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(input, 0, end);
    String head =
        " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(length);
    whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    whole.write(input, input.length - length, length);
    judge(answer(whole.toByteArray(), false));
  }

  /** All that is sent is the input. */
  private static void bytes(byte[] input) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(input);
    judge(answer(whole.toByteArray(), true));
  }

  private static String answer(byte[] request, boolean ends) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(SOCKET));
      ByteBuffer out = ByteBuffer.wrap(request);
      try {
        while (out.hasRemaining()) {
          int unused = channel.write(out);
        }
        if (ends) {
          channel.shutdownOutput(); // A body that is shorter than announced ends here.
        }
      } catch (IOException e) {
        // It may refuse before all was sent; the answer is read all the same.
      }
      return read(channel);
    }
  }

  private static String read(SocketChannel channel) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.allocate(1 << 14);
    try {
      while (channel.read(in.clear()) >= 0 && answer.size() < MOST_ANSWER_BYTES) {
        answer.write(in.array(), 0, in.position());
        if (answer.toString(StandardCharsets.ISO_8859_1).contains("text/event-stream")) {
          break; // Has no end.
        }
      }
    } catch (IOException e) {
      if (answer.size() == 0) {
        return ""; // Closed with unread bytes of ours.
      }
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }

  /** Bad input is the client's fault, never the agent's. */
  private static void judge(String answer) {
    if (answer.matches("(?s)\\S* 50[024] .*")) {
      throw new AssertionError("an answer that no request may have: " + answer);
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofBytes("api-request", ApiFuzzTest::request)
            .seeds(
                "GET /api/v1/devices?customer=gold&sort=resident&limit=7\n",
                "GET /api/v1/devices/user_0/gold-1\n",
                "GET /api/v1/decisions?limit=1000\n",
                "GET /api/v1/status\n",
                "GET /metrics\n",
                "POST /api/v1/devices/user_0/gold-1/shrink\n{\"bytes\": 4096, \"wait\": true}",
                "POST /api/v1/pause\n{\"customer\": \"gold\", \"seconds\": 60}",
                "POST /api/v1/reload\n{\"yes\": false}",
                "PUT /api/v1/../..%2f%00\n")
            .words("%2f", "%zz", "%00", "?", "&", "limit=", "sort=", "/api/v1/", "\"wait\":", ".."),
        FuzzTarget.ofBytes("api-bytes", ApiFuzzTest::bytes)
            .seeds(
                "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /api/v1/pause HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                "POST /api/v1/pause HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
            .words("Host: ", "Content-Length: ", "\r\n", "Upgrade: websocket\r\n", "Expect: "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
