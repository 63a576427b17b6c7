package org.tcmureclaim.command.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.cli.AgentRunner;
import org.tcmureclaim.agent.cli.CommandOutput;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.host.text.HarmlessText;
import org.tcmureclaim.manual.ExitCode;

/** Configurations, decisions and servers are others'; what is printed steers no terminal. */
class HarmlessOutputTest {
  private static final String EVIL = "\u001b]0;PWNED\u0007\u001b[2J\r\u009b31m\u202e";

  @TempDir private Path folder;

  private String told(boolean terminal, String... args) {
    var output = new CommandOutput();
    AgentRunner nobody = (config, options, console) -> ExitCode.UNEXPECTED;
    int unused = AllCommands.of(nobody, output.around(terminal)).execute(args);
    return output.text() + output.complaint();
  }

  private static void assertHarmless(String told) {
    assertThat(told).isNotEmpty();
    assertThat(told.codePoints().filter(c -> !HarmlessText.isHarmless(c))).isEmpty();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @ParameterizedTest(name = "terminal: {0}")
  @CsvSource({"false", "true"})
  void configurations(boolean terminal) throws IOException {
    String keys = write("keys.yaml", "customers:\n  - {name: x, match: a, \"\\e]0;P\\a\": 1}\n");
    String values = write("values.yaml", "\"\\x9b\\u202e\": 3\nmode: \"\\e[2J\"\n");
    String names =
        write(
            "names.yaml",
            "customers:\n  - {name: x, match: \"*\"}\n  - {name: y, match: \"user_0/\\u202e*\"}\n");
    assertHarmless(told(terminal, "check", keys, values, names));
    assertHarmless(told(terminal, "check", "--json", keys, values, names));
    assertHarmless(told(terminal, "check", names, "--device", "user_0/" + EVIL));
    assertHarmless(told(terminal, "check", folder.resolve("none" + "\u001b[2J").toString()));
    assertHarmless(told(terminal, "check", "--" + EVIL));
    assertHarmless(told(terminal, EVIL));
  }

  @ParameterizedTest(name = "terminal: {0}")
  @CsvSource({"false", "true"})
  void decisions(boolean terminal) throws IOException {
    String json =
        """
        {"epoch_millis":1,"at_seconds":1.0,"number":1,"urgency":"urgent","trigger":"memory_low",\
        "demand_pages":1,"planned_pages":1,"available_bytes":1,"result":"freed","freed_pages":1,\
        "duration_millis":1.0,"problem":"\\u001b[2J","dropped_before":0,"devices":[{"device":\
        "user_0/\\u001b[2Ja","generation":1,"customer":"\\u009b\\u202e","verdict":"chosen",\
        "rule":"\\r\\u001b","resident_pages":1,"tail_pages":1,"idle_nanos":1}]}""";
    var crc = new CRC32();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    write("decisions-s0000000001.log", "%08x %s%n".formatted(crc.getValue(), json));
    String ledger = folder.toString();
    String device = "user_0/\u001b[2Ja";
    assertHarmless(told(terminal, "explain", device, "--ledger", ledger));
    assertHarmless(told(terminal, "explain", device, "--ledger", ledger, "--json"));
    assertHarmless(told(terminal, "explain", "\u001b[2Jb", "--ledger", ledger));
  }

  /** A broken agent, or another program, answers. */
  @ParameterizedTest(name = "terminal: {0}")
  @CsvSource({"false", "true"})
  void answers(boolean terminal) throws Exception {
    String body =
        "{\"type\":\"x\",\"title\":\"\\u001b]0;P\\u0007\",\"status\":500,\"detail\":\"\\u001b[2J\"}";
    for (String command : new String[] {"status", "devices", "customers", "decisions", "reload"}) {
      Path socket = folder.resolve("s-" + command);
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread answering = new Thread(() -> answer(server, body), "answering");
        answering.start();
        assertHarmless(told(terminal, command, "--api", "unix:" + socket));
        answering.join();
      }
    }
  }

  private static void answer(ServerSocketChannel server, String body) {
    String text =
        "HTTP/1.1 500 X\r\nContent-Type: application/problem+json\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body;
    try (SocketChannel client = server.accept()) {
      int unused = client.read(ByteBuffer.allocate(4096));
      ByteBuffer answer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (answer.hasRemaining()) {
        client.write(answer);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
