package org.tcmureclaim.command.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Answers of whatever listens where the agent should. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HttpAnswerFuzzTest {
  private static void answer(byte[] input) throws IOException {
    HttpReader reader = new HttpReader(new ByteArrayInputStream(input));
    reader.readHead();
    int unusedLength = reader.body().length() + reader.status();
  }

  private static void stream(byte[] input) throws IOException {
    HttpReader reader = new HttpReader(new ByteArrayInputStream(input));
    reader.readHead();
    while (true) {
      int unusedLength = reader.bodyLine().length();
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofBytes("http-answer", HttpAnswerFuzzTest::answer)
            .refusing(IOException.class)
            .seeds(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.0 503 busy\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n")
            .words("Content-Length: ", "chunked", "\r\n", "ffffffff"),
        FuzzTarget.ofBytes("http-events", HttpAnswerFuzzTest::stream)
            .refusing(IOException.class)
            .seeds(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ndata:\r\n2\r\nx\n\r\n0\r\n\r\n")
            .words("chunked", "\r\n", "ffffffff"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
